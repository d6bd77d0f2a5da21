import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { keyedHash } from '../../platform/hash.ts';
import { localDirectory } from '../../results/disk-store.ts';
import { referenceSchema } from '../events.ts';

/**
 * What the stand-in for the processor remembers, in a file for each page: as the real one, apart from our
 * database.
 */
const sessionSchema = z.object({
  sessionId: z.string(),
  paymentId: z.string(),
  reference: referenceSchema,
  name: z.string(),
  amountCents: z.int(),
  email: z.string().nullable(),
  doneUrl: z.string(),
  cancelledUrl: z.string(),
  expiresAt: z.int(),
  state: z.enum(['open', 'paid', 'declined']),
});
export type Session = z.infer<typeof sessionSchema>;

/** Can't be guessed, and can't be made up: whoever has not been given the address has no page. */
export const sessionIdOf = (project: string, orderId: string): string =>
  `cs_simulated_${keyedHash('simulated-checkout', `${project}\n${orderId}`)}`;

/** A payment leads back to its page. */
export const paymentIdOf = (sessionId: string): string => sessionId.replace(/^cs_/, 'pi_');
const sessionOfPayment = (paymentId: string): string => paymentId.replace(/^pi_/, 'cs_');

const directory = (): string => join(localDirectory() ?? '', 'checkouts');
const fileOf = (sessionId: string): string => join(directory(), `${sessionId}.json`);

export async function readSession(sessionId: string): Promise<Session | null> {
  if (!/^cs_simulated_[0-9a-f]+$/.test(sessionId)) return null;
  try {
    return sessionSchema.parse(JSON.parse(await readFile(fileOf(sessionId), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export const readSessionOfPayment = (paymentId: string): Promise<Session | null> =>
  readSession(sessionOfPayment(paymentId));

export async function writeSession(session: Session): Promise<void> {
  await mkdir(directory(), { recursive: true });
  // Written beside and moved, so that a reader never meets half a file; each beside under a name of its own.
  const half = `${fileOf(session.sessionId)}.${randomUUID()}.part`;
  await writeFile(half, JSON.stringify(session));
  await rename(half, fileOf(session.sessionId));
}
