import type { CallName } from '@tollgate/contract/calls/inputs.schema';
import { CALLS, type CallLimit } from '@tollgate/contract/calls/table';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Caller } from '../caller.ts';
import { CallLimiter } from './call-limiter.ts';

const MAX_REMEMBERED = 20_000;
const limiter = new CallLimiter(MAX_REMEMBERED);

/** The refusal of a user who makes a call more often than its limit; nothing is read or written for it. */
export function refuseTooMany(
  name: CallName,
  { userId }: Pick<Caller, 'userId'>,
  atMs: number,
): Refusal | null {
  const limit: CallLimit = CALLS[name].limit;
  if (limit === 'gate') return null;
  const retryAfterMs = limiter.take(`${name} ${userId}`, limit, atMs);
  if (retryAfterMs === null) return null;
  const message = `At most ${limit} of these calls a minute. Try again in a moment.`;
  return refuse('rate_limited', message, { retryAfterMs });
}
