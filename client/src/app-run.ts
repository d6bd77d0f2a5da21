import {
  type HoldAnswer as Hold,
  MAX_ERROR_CHARS,
  type EndAnswer as Settlement,
} from '@tollgate/contract/activity/activity';
import type { Holder } from './core.ts';
import { type Answer, fail, SIGNED_OUT } from './outcome.ts';
import type { HoldRequest, SettleRequest } from './requests.ts';
import { asking } from './retry.ts';

/** Hold, report and settle, for apps that run the generation themselves: what `withCredits` is made of. */

export async function hold(
  core: Holder,
  { requestId = core.newRequestId(), ...wanted }: HoldRequest,
): Promise<Answer<Hold>> {
  if (core.userId() === null) return fail(SIGNED_OUT);
  return asking(() => core.transport.call('validateAndDeductCredits', { ...wanted, requestId }), core.timing);
}

export const settle = (core: Holder, end: SettleRequest): Promise<Answer<Settlement>> => {
  const input =
    end.status === 'failed'
      ? // Not in the middle of a character: half of one is no text.
        { ...end, errorMessage: end.errorMessage?.slice(0, MAX_ERROR_CHARS).toWellFormed() }
      : end;
  return asking(() => core.transport.call('updateAIActivityStatus', input), core.timing);
};

/** Never repeated: the next one tells more. */
export async function report(core: Holder, activityId: string, percent: number): Promise<void> {
  const progress = Math.round(Math.min(100, Math.max(0, percent)));
  await core.transport
    .call('updateAIActivityStatus', { activityId, status: 'processing', progress })
    .catch(() => undefined);
}
