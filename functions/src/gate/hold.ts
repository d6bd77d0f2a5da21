import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import type { Refusal } from '@tollgate/contract/refusals/refusals';
import { accountWrites, userLoad } from '../credits/store.ts';
import { guestLoad, guestLogWrite } from '../limits/guests.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { read } from '../platform/firestore.ts';
import { type Decision, foresee, type Loaded, type Loads, transact } from '../platform/transact.ts';
import { activityLoad, activityWrite } from './activity-documents.ts';
import { decideHold } from './decide.ts';
import type { HoldCommand } from './hold-command.ts';

/**
 * Holds the price of a request and opens its activity; a repeat gets the activity that the first one opened.
 */
export const hold = (command: HoldCommand): Promise<Activity | Refusal> =>
  onHold(command, (loads, decide) => transact(loads, decide));

/**
 * What {@link hold} would do now: a refusal, or an activity, either an existing one (`answer`) or one that
 * would be opened (`commit`). Writes nothing.
 */
export const foreseeHold = (command: HoldCommand): Promise<Decision<Activity> | Refusal> =>
  onHold(command, (loads, decide) => foresee(loads, decide));

type OnDocuments<T> = <L extends Loads>(
  loads: L,
  decide: (state: Loaded<L>, nowMs: number) => Decision<Activity> | Refusal,
) => Promise<T>;

/** The documents that a hold depends on, and its decision. */
async function onHold<T>(command: HoldCommand, run: OnDocuments<T>): Promise<T> {
  const config = await currentConfig();
  const activityId = activityIdOf(command.userId, command.requestId);
  const opened = { ...activityLoad(activityId), isNew: true } as const;
  const loads = { user: userLoad(command.userId), activity: opened };
  const decide = (state: HoldState, now: number): Decision<Activity> | Refusal => {
    const decision = decideHold(state, command, config, now);
    if (decision.kind === 'refusal') return decision;
    const { activity } = decision;
    if (decision.kind === 'repeat') return { kind: 'answer', answer: activity };
    const logs = Object.entries(decision.guestLogs).map(([logId, data]) => guestLogWrite(logId, data));
    const account = accountWrites(state.user, decision.user, decision.entries);
    return { kind: 'commit', answer: activity, writes: [...account, activityWrite(activity), ...logs] };
  };
  const [one, other] = command.guest?.logIds ?? [];
  if (one === undefined) return run(loads, decide);
  // Without a known browser or address, only the session counts.
  if (other === undefined)
    return run({ ...loads, one: guestLoad(one) }, ({ one: log, ...state }, now) =>
      decide({ ...state, guestLogs: { [one]: log } }, now),
    );
  const withLogs = { ...loads, one: guestLoad(one), other: guestLoad(other) };
  return run(withLogs, ({ one: first, other: second, ...state }, now) =>
    decide({ ...state, guestLogs: { [one]: first, [other]: second } }, now),
  );
}

/** The activity that {@link hold} would open now, without opening it. */
export async function tryHold(user: User, command: HoldCommand): Promise<Activity | Refusal> {
  const config = await currentConfig();
  const logIds = command.guest?.logIds ?? [];
  const logs = await Promise.all(logIds.map(guestLoad).map(({ path, schema }) => read(path, schema)));
  const guestLogs = Object.fromEntries(logIds.map((logId, index) => [logId, logs[index] ?? null]));
  const decision = decideHold({ user, activity: null, guestLogs }, command, config, nowMs());
  return decision.kind === 'refusal' ? decision : decision.activity;
}

type HoldState = Parameters<typeof decideHold>[0];
