import { isOpen } from '@tollgate/contract/ai-types';
import { type Activity, activitySchema, COLLECTIONS, type EndAnswer } from '@tollgate/contract/documents';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals';
import { accountWrites, userLoad } from '../credits/store.ts';
import { type Config, currentConfig } from '../platform/config.ts';
import { fromDocument } from '../platform/documents.ts';
import { type Decision, db, read, transact } from '../platform/firestore.ts';
import { idFrom } from '../platform/hash.ts';
import { activityIdOf, ownerOf } from './activity.ts';
import { decideHold, type HoldCommand } from './decide.ts';
import { decideCancel } from './decide-cancel.ts';
import { decideEnd, decideProgress, type EndCommand } from './decide-end.ts';

const pathOf = (activityId: string): string => `${COLLECTIONS.activity}/${activityId}`;
const activityLoad = (activityId: string) => ({ path: pathOf(activityId), schema: activitySchema });

const noSuchActivity = () => refuse('not_found', 'There is no such activity.');

/** Holds the price of a request and opens its activity; a repeat gets the activity that the first opened. */
export async function hold(command: HoldCommand): Promise<{ isNew: boolean; activity: Activity } | Refusal> {
  const config = await currentConfig();
  const activityId = activityIdOf(command.userId, command.requestId);
  const loads = { user: userLoad(command.userId), activity: activityLoad(activityId) };
  return transact(loads, (state, now): Decision<{ isNew: boolean; activity: Activity }> | Refusal => {
    const decision = decideHold(state, command, config, now);
    if (decision.kind === 'refusal') return decision;
    if (decision.kind === 'repeat')
      return { kind: 'answer', answer: { isNew: false, activity: decision.activity } };
    const { user, entries, activity } = decision;
    const writes = [...accountWrites(user, entries), { path: pathOf(activityId), data: activity }];
    return { kind: 'commit', answer: { isNew: true, activity }, writes };
  });
}

/** Ends an activity: settles or releases its hold, in one commit with the ledger entry. */
export async function end(activityId: string, command: EndCommand): Promise<EndAnswer | Refusal> {
  const config = await currentConfig();
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  const loads = { user: userLoad(userId), activity: activityLoad(activityId) };
  return transact(loads, ({ user, activity }, now) => {
    if (!activity || !user) return noSuchActivity();
    return endWrites({ user, activity }, command, config, now);
  });
}

function endWrites(
  state: Parameters<typeof decideEnd>[0],
  command: EndCommand,
  config: Config,
  now: number,
): Decision<EndAnswer> | Refusal {
  const decision = decideEnd(state, command, config, now);
  if (decision.kind === 'refusal') return decision;
  if (decision.kind === 'ended-before') return { kind: 'answer', answer: decision.answer };
  const { user, entries, activity, abuse, answer } = decision;
  const writes = [...accountWrites(user, entries), { path: pathOf(answer.activityId), data: activity }];
  if (abuse)
    writes.push({ path: `${COLLECTIONS.abuse}/${idFrom('failures', answer.activityId)}`, data: abuse });
  return { kind: 'commit', answer, writes };
}

/** Records progress, or a job's lease, on a running activity. */
export function report(
  activityId: string,
  reported: Parameters<typeof decideProgress>[1],
): Promise<Activity | Refusal> {
  return transact(
    { activity: activityLoad(activityId) },
    ({ activity }, now): Decision<Activity> | Refusal => {
      if (!activity) return noSuchActivity();
      const decision = decideProgress(activity, reported, now);
      if (decision.kind === 'refusal') return decision;
      return {
        kind: 'commit',
        answer: decision.activity,
        writes: [{ path: pathOf(activityId), data: decision.activity }],
      };
    },
  );
}

/**
 * Takes the lease of a queued activity for `holder`. A second delivery of the same job finds the lease taken, or the
 * activity ended, and does not generate again.
 */
export function lease(
  activityId: string,
  holder: string,
  leaseMs: number,
): Promise<{ kind: 'leased'; activity: Activity } | { kind: 'taken' } | { kind: 'ended' } | Refusal> {
  type Lease = { kind: 'leased'; activity: Activity } | { kind: 'taken' } | { kind: 'ended' };
  return transact({ activity: activityLoad(activityId) }, ({ activity }, now): Decision<Lease> | Refusal => {
    if (!activity) return noSuchActivity();
    if (!isOpen(activity.status)) return { kind: 'answer', answer: { kind: 'ended' } };
    const held = activity.lease;
    if (held && held.holder !== holder && held.expiresAt > now)
      return { kind: 'answer', answer: { kind: 'taken' } };
    const decision = decideProgress(activity, { lease: { holder, expiresAt: now + leaseMs } }, now);
    if (decision.kind === 'refusal') return decision;
    const writes = [{ path: pathOf(activityId), data: decision.activity }];
    return { kind: 'commit', answer: { kind: 'leased', activity: decision.activity }, writes };
  });
}

/** Cancels: ends what nobody runs, asks the job that runs it otherwise. */
export async function cancel(activityId: string): Promise<{ kind: 'ended' | 'asked' } | Refusal> {
  const config = await currentConfig();
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  type Cancelled = { kind: 'ended' | 'asked' };
  const loads = { user: userLoad(userId), activity: activityLoad(activityId) };
  return transact(loads, ({ user, activity }, now): Decision<Cancelled> | Refusal => {
    if (!activity || !user) return noSuchActivity();
    const decision = decideCancel(activity, now);
    if (decision.kind === 'ended') return { kind: 'answer', answer: { kind: 'ended' } };
    if (decision.kind === 'ask') {
      const writes = [{ path: pathOf(activityId), data: decision.activity }];
      return { kind: 'commit', answer: { kind: 'asked' }, writes };
    }
    const ended = endWrites({ user, activity }, decision.command, config, now);
    return isRefusal(ended) ? ended : { ...ended, answer: { kind: 'ended' } };
  });
}

/** The caller's own activity, or the refusal: somebody else's is `not_owner`, whether it exists or not. */
export async function readOwn(activityId: string, userId: string): Promise<Activity | Refusal> {
  if (ownerOf(activityId) !== userId) return refuse('not_owner', 'This activity is not yours.');
  return (await read(pathOf(activityId), activitySchema)) ?? noSuchActivity();
}

/** Calls `onChange` with each state of an activity until the returned function is called. */
export function watch(
  activityId: string,
  onChange: (activity: Activity) => void,
  onError: (error: Error) => void,
): () => void {
  return db()
    .doc(pathOf(activityId))
    .onSnapshot((snapshot) => {
      if (snapshot.exists) onChange(activitySchema.parse(fromDocument(snapshot.data())));
    }, onError);
}

/** Resolves with the activity once it has ended, or as it is when the time is over. */
export function untilEnded(
  activityId: string,
  timeoutMs: number,
  onChange: (activity: Activity) => void = () => {},
) {
  return new Promise<Activity>((resolve, reject) => {
    let latest: Activity | undefined;
    const stop = watch(
      activityId,
      (activity) => {
        latest = activity;
        if (!isOpen(activity.status)) finish();
        else onChange(activity);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
    const finish = () => {
      clearTimeout(timer);
      stop();
      if (latest) resolve(latest);
      else reject(new Error('the activity never came'));
    };
    const timer = setTimeout(finish, timeoutMs);
  });
}
