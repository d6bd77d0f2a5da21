import type { CallName } from '@tollgate/contract/calls/inputs.schema';
import { CALLS, type CallRule } from '@tollgate/contract/calls/table';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Caller } from '../caller.ts';

const MINUTES = 10;
export const RECENT_SIGN_IN_MS = MINUTES * 60_000;

/**
 * Pure. The refusal of a call that needs a recent sign-in, for whoever has none. Guests have nothing to prove
 * themselves by. An app's own server holds the credentials that sign any token.
 */
export function refuseOldSignIn(name: CallName, caller: Caller, nowMs: number): Refusal | null {
  const { needsRecentSignIn }: CallRule = CALLS[name];
  if (!needsRecentSignIn || caller.isGuest || caller.isServer) return null;
  const { signedInAtMs } = caller;
  if (signedInAtMs !== undefined && nowMs - signedInAtMs <= RECENT_SIGN_IN_MS) return null;
  const message = `This needs a sign-in of the last ${MINUTES} minutes. Sign in again, and repeat it.`;
  return refuse('recent_sign_in_required', message);
}
