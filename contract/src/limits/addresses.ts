/**
 * `rate_limits/{keyed hash of an address}`: what of its allowance is used, and which accounts called from it.
 */
export interface AddressWindow {
  /** The latest time of a decision on this document: its clock, which never goes back. */
  latestAt: number;
  /** Calls that an instance may admit without asking again, until then. It reports later how many it did. */
  leases: { id: string; calls: number; usableUntilAt: number }[];
  /** Calls that were admitted, and when the last of them was, or a little later. */
  spent: { calls: number; usedAt: number }[];
  /** Accounts seen in the last 24 hours, by a hash that is of no use at any other address. */
  accounts: { hash: string; seenAt: number }[];
  expiresAt: number;
}

/** Shorter than other reasons: the list of all blocks, with theirs, is one document. */
export const MAX_BLOCK_REASON_CHARS = 80;

/**
 * `rate_limits/blocks`: the addresses and ranges that may not generate, as admins wrote them. It never
 * expires.
 */
export interface AddressBlocks {
  ranges: {
    /** With its length, and nothing beyond it: `203.0.113.0/24`, `2001:db8:1:2::/64`. */
    range: string;
    reason: string;
    blockedBy: string;
    createdAt: number;
  }[];
}
