import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { CallLimiter } from '../platform/access/call-limiter.ts';
import { BoundedMap } from '../platform/bounded-map.ts';
import { CACHE_AGE_MS } from '../platform/cache-age.ts';
import type { Caller, Whereabouts } from '../platform/caller.ts';
import { steadyMs } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { namesOf, secretOf } from './key.ts';
import { type Bearer, bearerOf, noteUse } from './store.ts';

/**
 * For `CACHE_AGE_MS` an instance goes by what it has read of a key: a revoked key, one whose account is
 * suspended or deleted, ends everywhere after this at the latest. What Authentication says of its owner may
 * be a little older (`sign-ins.ts`).
 */
const MAX_KNOWN = 5_000;

type Outcome = Bearer | null | Refusal;
const known = new BoundedMap<string, { outcome: Outcome; readMs: number }>(MAX_KNOWN);

/** In force with the next call on this instance. */
export const forgetKey = (hash: string): void => known.delete(hash);

export interface KeyCaller {
  caller: Caller;
  /** Writes down that the key was used; nothing depends on it. */
  noted: Promise<void>;
}

/** Who calls with this key: its user, who is nobody's staff here. */
export async function callerOfKey(text: string, whereabouts: Whereabouts): Promise<KeyCaller | Refusal> {
  const secret = secretOf(text);
  if (secret === null) return refuseWrong(whereabouts);
  const { hash } = namesOf(secret);
  const outcome = await outcomeOf(hash);
  if (isRefusal(outcome)) return outcome;
  if (!outcome || (outcome.expiresAt !== null && outcome.expiresAt <= steadyMs()))
    return refuseWrong(whereabouts);
  return {
    caller: {
      userId: outcome.userId,
      email: null,
      displayName: null,
      isGuest: false,
      staffClaim: null,
      ...whereabouts,
    },
    noted: outcome.isNoted ? Promise.resolve() : noted(hash, outcome),
  };
}

async function outcomeOf(hash: string): Promise<Outcome> {
  const remembered = known.get(hash);
  if (remembered && steadyMs() - remembered.readMs < CACHE_AGE_MS) return remembered.outcome;
  const readMs = steadyMs();
  const outcome = await bearerOf(hash);
  known.set(hash, { outcome, readMs });
  return outcome;
}

async function noted(hash: string, bearer: Bearer): Promise<void> {
  bearer.isNoted = true;
  await noteUse(hash).catch((error: unknown) => log.error('the use of a key was not noted', error));
}

/** So many keys that open nothing may come from an address in a minute, on one instance. */
const WRONG_A_MINUTE = 100;
const wrongKeys = new CallLimiter(MAX_KNOWN);

/**
 * The same for every key that opens nothing, whatever the matter is with it; whoever tries many is told to
 * wait. Counted in memory alone: no guess has a chance, so all that there is to save is work, and a count
 * that is stored would be more of it.
 */
function refuseWrong({ address }: Whereabouts): Refusal {
  const retryAfterMs = address === null ? null : wrongKeys.take(address, WRONG_A_MINUTE, steadyMs());
  if (retryAfterMs !== null)
    return refuse(
      'rate_limited',
      'Too many wrong API keys have come from your network. Try again in a moment.',
      {
        retryAfterMs,
        limitOf: 'address',
      },
    );
  return refuse('unauthenticated', 'This API key is not valid: it is wrong, revoked or expired.');
}
