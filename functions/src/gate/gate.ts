import type { ParsedInput } from '@tollgate/contract/calls';
import type { Activity, User } from '@tollgate/contract/documents';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals';
import { noticeAccounts, noticeCall } from '../abuse/notice.ts';
import { ensureUser } from '../credits/store.ts';
import { refuseBlocked } from '../limits/blocks.ts';
import { guestPlaces } from '../limits/guests.ts';
import { takeAllowance } from '../limits/store.ts';
import { judgePrompt } from '../moderation/judge.ts';
import type { Caller } from '../platform/callable.ts';
import { currentBlocks, currentConfig } from '../platform/config.ts';
import { keyedHash, payloadHash } from '../platform/hash.ts';
import { activityIdOf } from './activity.ts';
import { hold, tryHold } from './store.ts';

const PREVIEW_CHARS = 80;

/**
 * The gate, which every generation passes: `check`, and what its outcome and the pace of the calls tell about the user.
 * `generate` and `validateAndDeductCredits` differ only in who runs what comes after.
 */
export async function passGate(
  input: ParsedInput<'generate'>,
  caller: Caller,
  run: Pick<Activity, 'runBy'> & { leaseHolder: string | null },
): Promise<Activity | Refusal> {
  const outcome = await check(input, caller, run);
  // What a whole network has used up is not this user's doing.
  const isOwnDoing = isRefusal(outcome) && outcome.details.limitOf !== 'address';
  await noticeCall(caller.userId, isOwnDoing ? outcome.reason : null);
  return outcome;
}

/**
 * Is the caller's address blocked, moderation, the allowance of that address, then one transaction that checks, prices
 * and holds.
 */
async function check(
  input: ParsedInput<'generate'>,
  caller: Caller,
  run: Pick<Activity, 'runBy'> & { leaseHolder: string | null },
): Promise<Activity | Refusal> {
  const [{ moderation, limits }, blocks] = await Promise.all([currentConfig(), currentBlocks()]);
  const blocked = refuseBlocked(caller.address, blocks);
  if (blocked) return blocked;
  const allowed = await judgePrompt(input.prompt, moderation);
  if (isRefusal(allowed)) return allowed;
  const admitted = await takeAllowance(caller, limits.perAddress);
  if (isRefusal(admitted)) return admitted;
  await noticeAccounts(caller, admitted.accounts);
  const { requestId, aiType, service, units, prompt, browserId } = input;
  const { userId, address } = caller;
  const command = {
    ...run,
    ...{ userId, requestId, aiType, service, units },
    ...(caller.isGuest
      ? { guest: guestPlaces({ userId, address, browserId }, activityIdOf(userId, requestId)) }
      : {}),
    promptPreview: Array.from(prompt.replace(/\s+/g, ' ')).slice(0, PREVIEW_CHARS).join(''),
    promptChars: prompt.length,
    promptHash: keyedHash('prompt', prompt),
    payloadHash: payloadHash({ runBy: run.runBy, aiType, service, units, prompt }),
  };
  const passed = await hold(command);
  if (!isRefusal(passed) || passed.reason !== 'not_found') return passed;
  // The first thing that somebody does may well be to generate.
  const user = await ensureUser(caller);
  return isRefusal(user) ? user : hold(command);
}

/**
 * What the gate would decide, of everything but the prompt and the calls that the address has left, which asking would use up. Nothing
 * is held, counted or noticed.
 */
export async function tryGate(
  { aiType, service, units, browserId }: ParsedInput<'canPerform'>,
  caller: Caller,
  user: User,
): Promise<Activity | Refusal> {
  const [{ credit }, blocks] = await Promise.all([currentConfig(), currentBlocks()]);
  const blocked = refuseBlocked(caller.address, blocks);
  if (blocked) return blocked;
  const { userId, address } = caller;
  const runBy = credit.services[service]?.provider === null ? 'app' : 'server';
  const nothing = { promptPreview: '', promptChars: 0, promptHash: '', payloadHash: '' };
  return tryHold(user, {
    ...{ userId, requestId: '', aiType, service, units, runBy, leaseHolder: null, ...nothing },
    ...(user.isGuest ? { guest: guestPlaces({ userId, address, browserId }, activityIdOf(userId, '')) } : {}),
  });
}
