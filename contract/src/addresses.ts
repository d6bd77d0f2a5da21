import * as z from 'zod';
import { stored } from './stored.ts';

/** What is kept in `rate_limits`; the conventions are those of `documents.ts`. */

const at = z.int();

/** `rate_limits/{keyed hash of an address}`: what of its allowance is taken, and who was seen there. */
export const addressWindowSchema = stored({
  /** The latest time that any decision on this document was made at: its clock, which never goes back. */
  latestAt: at,
  /** Calls that an instance may let pass without asking again, until then. It will tell how many it did. */
  leases: z.array(stored({ id: z.string(), calls: z.int().min(1), usableUntilAt: at })).default([]),
  /** Calls that passed, and when the last of them did, or a little later. */
  spent: z.array(stored({ calls: z.int().min(1), usedAt: at })).default([]),
  /** Accounts seen in the last 24 hours, by a hash that is of no use at any other address. */
  accounts: z.array(stored({ hash: z.string(), seenAt: at })).default([]),
  expiresAt: at,
});
export type AddressWindow = z.infer<typeof addressWindowSchema>;

/**
 * `rate_limits/{keyed hash of a browser's id, an address or a session}`: the generations of guests that count there. An
 * id is of the activity's, hashed, so that one which delivered nothing is taken out again.
 */
export const guestLogSchema = stored({
  calls: z.array(stored({ id: z.string(), countedAt: at })),
  /** Those that were taken out on that UTC day although a part of their text had gone out. */
  streamedFailures: stored({ day: z.string(), count: z.int().min(0) }).optional(),
  expiresAt: at,
});
export type GuestLog = z.infer<typeof guestLogSchema>;

/** `rate_limits/blocks`: the addresses and ranges that may not generate, as admins wrote them. It never expires. */
export const addressBlocksSchema = stored({
  ranges: z.array(
    stored({
      /** With its length, and nothing beyond it: `203.0.113.0/24`, `2001:db8:1:2::/64`. */
      range: z.string(),
      reason: z.string(),
      blockedBy: z.string(),
      createdAt: at,
    }),
  ),
});
export type AddressBlocks = z.infer<typeof addressBlocksSchema>;
