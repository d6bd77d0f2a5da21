import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { recordAccounts, recordCall } from '../abuse/record-signal.ts';
import { ensureUser } from '../credits/store.ts';
import { refuseBlocked } from '../limits/blocks.ts';
import { guestPlaces } from '../limits/guests.ts';
import { takeAllowance } from '../limits/store.ts';
import { moderate } from '../moderation/decide.ts';
import { judgeRemotely } from '../moderation/judge.ts';
import type { Caller } from '../platform/caller.ts';
import { currentBlocks, currentConfig } from '../platform/config.ts';
import { keyedHash, payloadHash } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { Places } from '../platform/places.ts';
import { afterSuspension } from './cancel.ts';
import { foreseeHold, hold, tryHold } from './hold.ts';
import type { HoldCommand } from './hold-command.ts';

const PREVIEW_CHARS = 80;

/**
 * The gate that every generation passes: `check`, and what its outcome and the rate of calls say about the
 * user. `generate` and `validateAndDeductCredits` differ only in who runs the generation afterwards.
 */
export async function passGate(
  input: ParsedInput<'generate'>,
  caller: Caller,
  run: Pick<Activity, 'runBy'> & { leaseHolder: string | null },
): Promise<Activity | Refusal> {
  const outcome = await check(input, caller, run);
  // If a whole network has used up its allowance, that isn't this user's fault.
  const isOwnDoing = isRefusal(outcome) && outcome.details.limitOf !== 'address';
  const suspends = await recordCall(caller.userId, isOwnDoing ? outcome.reason : null);
  if (suspends) await cancelOfSuspended(caller.userId);
  return outcome;
}

/** Whatever happens here, the call's answer stands: what stays open is released at its deadline. */
const cancelOfSuspended = (userId: string): Promise<void> =>
  afterSuspension(userId).catch((error: unknown) =>
    log.error('what a suspended user had open was not cancelled', error, { userId }),
  );

/**
 * The cheapest checks come first: blocked addresses, banned terms, and the address's allowance, mostly from
 * memory. With a remote moderator, everything that the transaction will check comes next, on one read, and
 * only then the moderator. Last comes the transaction that checks, prices and holds.
 */
async function check(
  input: ParsedInput<'generate'>,
  caller: Caller,
  run: Pick<Activity, 'runBy'> & { leaseHolder: string | null },
): Promise<Activity | Refusal> {
  const [{ moderation, limits }, blocks] = await Promise.all([currentConfig(), currentBlocks()]);
  const { remote } = moderation;
  const blocked = refuseBlocked(caller.address, blocks);
  if (blocked) return blocked;
  const byTerms = moderate(input.prompt, moderation);
  if (isRefusal(byTerms)) return byTerms;
  const admitted = await takeAllowance(caller, limits.perAddress);
  if (isRefusal(admitted)) return admitted;
  if (await recordAccounts(caller, admitted.accounts)) await cancelOfSuspended(caller.userId);
  const command = commandOf(input, caller, run);
  if (remote !== null) {
    const foreseen = await carryOverStatus(caller, () => foreseeHold(command));
    if (isRefusal(foreseen)) return foreseen;
    // A repeat: its prompt was judged the first time.
    if (foreseen.kind === 'answer') return foreseen.answer;
    const judged = await atModerator(caller, () => judgeRemotely(input.prompt, remote));
    if (isRefusal(judged)) return judged;
  }
  return carryOverStatus(caller, () => hold(command));
}

function commandOf(
  { requestId, aiType, service, units, maxCostMicro, prompt, browserId }: ParsedInput<'generate'>,
  { userId, address, isGuest }: Caller,
  run: Pick<Activity, 'runBy'> & { leaseHolder: string | null },
): HoldCommand {
  return {
    ...run,
    ...{ userId, requestId, aiType, service, units, maxCostMicro },
    ...(isGuest
      ? { guest: guestPlaces({ userId, address, browserId }, activityIdOf(userId, requestId)) }
      : {}),
    promptPreview: Array.from(prompt.replace(/\s+/g, ' ')).slice(0, PREVIEW_CHARS).join(''),
    promptChars: prompt.length,
    promptHash: keyedHash('prompt', prompt),
    payloadHash: payloadHash({ runBy: run.runBy, aiType, service, units, prompt }),
  };
}

/**
 * Someone's first call may well be a generation: if they aren't known yet, they are created and the hold is
 * tried again.
 */
async function carryOverStatus<T>(caller: Caller, ask: () => Promise<T | Refusal>): Promise<T | Refusal> {
  const outcome = await ask();
  if (!isRefusal(outcome) || outcome.reason !== 'not_found') return outcome;
  const user = await ensureUser(caller);
  return isRefusal(user) ? user : ask();
}

/**
 * How many prompts of one user may be at the moderator at once, per instance: they haven't used up any of the
 * user's limits yet, and a slow moderator keeps each for seconds. Half of what an instance of `generate`
 * serves, so no user can fill one.
 */
const MAX_PROMPTS_AT_MODERATOR_PER_USER = 4;
const RETRY_AFTER_MS = 1_000;
const judging = new Places();

async function atModerator<T>({ userId }: Caller, judge: () => Promise<T>): Promise<T | Refusal> {
  const giveBack = judging.take([{ of: userId, max: MAX_PROMPTS_AT_MODERATOR_PER_USER }]);
  if (!giveBack) {
    return refuse(
      'contended',
      'Too many prompts of yours are being checked at once. Try again in a moment.',
      {
        retryAfterMs: RETRY_AFTER_MS,
      },
    );
  }
  try {
    return await judge();
  } finally {
    giveBack();
  }
}

/**
 * What the gate would decide, except for the prompt and the address's remaining calls, which asking would use
 * up. Nothing is held, counted or recorded.
 */
export async function tryGate(
  { aiType, service, units, maxCostMicro, browserId }: ParsedInput<'canPerform'>,
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
    ...{ userId, requestId: '', aiType, service, units, maxCostMicro, runBy, leaseHolder: null, ...nothing },
    ...(user.isGuest ? { guest: guestPlaces({ userId, address, browserId }, activityIdOf(userId, '')) } : {}),
  });
}
