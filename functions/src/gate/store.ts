import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { Activity, EndAnswer } from '@tollgate/contract/activity/activity';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { isOpen, OPEN_STATUSES } from '@tollgate/contract/activity/status';
import type { Order } from '@tollgate/contract/billing/order';
import { activityIdOf, ownerOf } from '@tollgate/contract/common/owned-ids';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { decideAbuse, recordIdOf } from '../abuse/decide.ts';
import { incidentWrite, usageWrite } from '../analytics/store.ts';
import { accountWrites, rememberMailboxes, shutOutOthers, userLoad } from '../credits/store.ts';
import { guestLoad, guestLogWrite, withdrawFromLogs } from '../limits/guests.ts';
import { ordersAwaiting } from '../orders/debts.ts';
import { orderLoad, orderPath, unrecoveredLoad } from '../orders/order-documents.ts';
import { auditWrite } from '../platform/audit.ts';
import { nowMs } from '../platform/clock.ts';
import { type Config, currentConfig } from '../platform/config.ts';
import { db, read } from '../platform/firestore.ts';
import { idFrom } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, foresee, type Loaded, type Loads, transact } from '../platform/transact.ts';
import { isForeign, parseFound } from '../platform/unreadable.ts';
import type { Write } from '../platform/writes.ts';
import { resultStore } from '../results/result-store.ts';
import { ASK_FIRST, type Sparing, sparingLastAdmin, type Witness } from '../staff/last-admin.ts';
import { decideHold, type HoldCommand } from './decide.ts';
import { decideCancel } from './decide-cancel.ts';
import { decideEnd, decideOrphan, type EndCommand, type EndDecision } from './decide-end.ts';
import { decideHeartbeat, decideLease, decideReport } from './decide-run.ts';
import { decideScrub } from './decide-scrub.ts';

const pathOf = (activityId: string): string => `${COLLECTIONS.activity}/${activityId}`;
export const activityLoad = (activityId: string) => ({ path: pathOf(activityId), schema: activitySchema });

const noSuchActivity = () => refuse('not_found', 'There is no such activity.');

/** Holds the price of a request and opens its activity; a repeat gets the activity that the first opened. */
export const hold = (command: HoldCommand): Promise<Activity | Refusal> =>
  onHold(command, (loads, decide) => transact(loads, decide));

/**
 * What {@link hold} would do now: the refusal, or an activity, which is a repeat's own (`answer`) or would be opened
 * (`commit`). Nothing is written.
 */
export const foreseeHold = (command: HoldCommand): Promise<Decision<Activity> | Refusal> =>
  onHold(command, (loads, decide) => foresee(loads, decide));

type OnDocuments<T> = <L extends Loads>(
  loads: L,
  decide: (state: Loaded<L>, nowMs: number) => Decision<Activity> | Refusal,
) => Promise<T>;

/** The documents that a hold is decided on, and its decision. */
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
  // The session's log alone, where neither browser nor address is known.
  if (other === undefined)
    return run({ ...loads, one: guestLoad(one) }, ({ one: log, ...state }, now) =>
      decide({ ...state, guestLogs: { [one]: log } }, now),
    );
  const withLogs = { ...loads, one: guestLoad(one), other: guestLoad(other) };
  return run(withLogs, ({ one: first, other: second, ...state }, now) =>
    decide({ ...state, guestLogs: { [one]: first, [other]: second } }, now),
  );
}

/** The activity that {@link hold} would open now, and which is opened nowhere. */
export async function tryHold(user: User, command: HoldCommand): Promise<Activity | Refusal> {
  const config = await currentConfig();
  const logIds = command.guest?.logIds ?? [];
  const logs = await Promise.all(logIds.map(guestLoad).map(({ path, schema }) => read(path, schema)));
  const guestLogs = Object.fromEntries(logIds.map((logId, index) => [logId, logs[index] ?? null]));
  const decision = decideHold({ user, activity: null, guestLogs }, command, config, nowMs());
  return decision.kind === 'refusal' ? decision : decision.activity;
}

type HoldState = Parameters<typeof decideHold>[0];

/** Ends an activity: settles or releases its hold, in one commit with the ledger entry. */
export async function end(activityId: string, command: EndCommand): Promise<EndAnswer | Refusal> {
  const config = await currentConfig();
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  const ended = await transactEnd<Ended>(activityId, userId, ({ user, activity, ...state }, sparing, now) => {
    if (!activity) return noSuchActivity();
    if (user) return endWrites({ ...state, user, activity }, sparing, command, config, now);
    if (command.by !== 'sweep' || !isOpen(activity.status)) return noSuchActivity();
    const orphan = decideOrphan(activity, now);
    const counted = usageWrite(orphan, { isFirstOfDay: false }, config.credit.services);
    const writes = [activityWrite(orphan), counted];
    return { kind: 'commit', answer: { answer: orphan.endAnswer, ...nothingMore }, writes };
  });
  if (isRefusal(ended)) return ended;
  await afterEnd(activityId, ended);
  return ended.answer;
}

interface EndState extends Witness {
  user: User | null;
  activity: Activity | null;
  /** The orders that wait for what it gives back, and today's record of payments that nothing could be taken back of. */
  orders: Order[];
  record: { path: string; known: AbuseRecord | null } | null;
}

/** Ending it needs these orders, too. */
interface Awaited {
  kind: 'awaited';
  orderIds: string[];
}

type DecideEnd<A> = (
  state: EndState,
  sparing: Sparing,
  now: number,
) => Decision<A | typeof ASK_FIRST> | Refusal;

/**
 * A transaction that may end an activity, and so suspend its user. Orders wait for what it gives back only where a payment
 * went back while it ran, so they are loaded only then: as soon as the user's document, which tells so, has been read.
 */
const transactEnd = <A>(activityId: string, userId: string, decide: DecideEnd<A>): Promise<A | Refusal> =>
  sparingLastAdmin<A | Refusal>(userId, async (sparing) => {
    const loads = { user: userLoad(userId), activity: activityLoad(activityId), ...sparing.loads };
    const decideWith =
      ({
        orders,
        record,
        orderIds: known,
      }: Pick<EndState, 'orders' | 'record'> & Pick<Awaited, 'orderIds'>) =>
      (state: Omit<EndState, 'orders' | 'record'>, now: number): ReturnType<DecideEnd<A | Awaited>> => {
        const { user, activity } = state;
        const orderIds = user && activity && isOpen(activity.status) ? ordersAwaiting(user, activity) : [];
        if (orderIds.some((orderId) => !known.includes(orderId)))
          return { kind: 'answer', answer: { kind: 'awaited', orderIds } };
        return decide({ ...state, orders, record }, sparing, now);
      };
    let outcome = await transact(loads, decideWith({ orders: [], record: null, orderIds: [] }));
    // Another payment may go back in between.
    while (isAwaited(outcome)) {
      const record = unrecoveredLoad(userId, nowMs());
      const { orderIds } = outcome;
      const orderLoads = Object.fromEntries(orderIds.map((orderId) => [orderId, orderLoad(orderId)]));
      outcome = await transact({ ...loads, record, ...orderLoads }, (state, now) => {
        const { user, activity, witness, witnessRole, record: known, ...loaded } = state;
        const orders = Object.values<Order | null>(loaded).filter((order) => order !== null);
        const rest = { orders, orderIds, record: { path: record.path, known } };
        return decideWith(rest)({ user, activity, witness, witnessRole }, now);
      });
    }
    return outcome;
  });

const isAwaited = (outcome: unknown): outcome is Awaited =>
  typeof outcome === 'object' && outcome !== null && 'kind' in outcome && outcome.kind === 'awaited';

interface Ended {
  answer: EndAnswer;
  /** Whether this end was one reported failure too many. */
  suspends: boolean;
  /** The logs that counted it as a guest's, if it is to count no more. */
  withdrawnFrom: string[];
  hasStreamed: boolean;
  /** The account was closed meanwhile: what it made goes, too. */
  isOfClosed: boolean;
}

const nothingMore = { suspends: false, withdrawnFrom: [], hasStreamed: false, isOfClosed: false };

/** What an end brings about beyond its own commit. */
async function afterEnd(
  activityId: string,
  { suspends, withdrawnFrom, hasStreamed, isOfClosed }: Omit<Ended, 'answer'>,
): Promise<void> {
  const userId = ownerOf(activityId);
  if (suspends && userId !== null) await afterSuspension(userId);
  await withdrawFromLogs(withdrawnFrom, activityId, { hasStreamed });
  if (isOfClosed) {
    await scrub(activityId).catch((error: unknown) => log.error('it was not cleared', error, { activityId }));
  }
}

/**
 * Clears an activity of the person. The file first: once the activity has forgotten where that is, nobody finds it
 * again, and whoever was interrupted could not go on.
 */
export async function scrub(activityId: string): Promise<void> {
  for (let removed: string | null = null; ; ) {
    const loads = { activity: activityLoad(activityId) };
    const file = await transact(loads, ({ activity }, now): Decision<string | null> => {
      const stored = activity?.result?.kind === 'stored' ? activity.result.location : null;
      if (stored !== null && stored !== removed) return { kind: 'answer', answer: stored };
      const scrubbed = activity && decideScrub(activity, now);
      if (!scrubbed) return { kind: 'answer', answer: null };
      return { kind: 'commit', answer: null, writes: [activityWrite(scrubbed)] };
    });
    if (isRefusal(file)) throw new Error(`${activityId} could not be cleared: ${file.reason}`);
    if (file === null) return;
    await resultStore().remove(file);
    removed = file;
  }
}

const abusePathOf = ({ userId, signal }: AbuseRecord, now: number): string =>
  `${COLLECTIONS.abuse}/${recordIdOf(userId, signal, now)}`;

export const activityWrite = (activity: Activity): Write => ({
  path: pathOf(activityIdOf(activity.userId, activity.requestId)),
  data: activity,
});

function endWrites(
  state: EndState & { user: User; activity: Activity },
  sparing: Sparing,
  command: EndCommand,
  config: Config,
  now: number,
): Decision<Ended | typeof ASK_FIRST> | Refusal {
  const decision = decideEnd({ ...state, isSpared: sparing.isSpared(state) }, command, config, now);
  if (decision.kind === 'refusal') return decision;
  if (decision.kind === 'ended-before') {
    return { kind: 'answer', answer: { answer: decision.answer, ...nothingMore } };
  }
  const { entries, activity, abuse, withdrawnFrom, hasStreamed, isOfClosed, answer } = decision;
  const lost = lostWrites(state, decision, sparing, config, now);
  const suspends = abuse?.audit !== undefined || lost.suspends;
  if (suspends && !sparing.isKnown) return { kind: 'answer', answer: ASK_FIRST };
  const { user } = lost;
  const isFirstOfDay = user.activeDays.some((day) => !state.user.activeDays.includes(day));
  const writes: Write[] = [
    ...accountWrites(state.user, user, entries, config.credit.lowBalanceMicro),
    activityWrite(activity),
    usageWrite(activity, { isFirstOfDay }, config.credit.services),
    ...lost.writes,
    ...(suspends ? sparing.guards(state) : []),
  ];
  // The count is the user's, so the record is written as it stands, whatever it was before.
  if (abuse) {
    const record = { path: abusePathOf(abuse.record, now), add: {}, set: abuse.record };
    writes.push(record, incidentWrite(abuse.record));
  }
  if (abuse?.audit) {
    const auditId = idFrom('suspended', answer.activityId);
    writes.push(auditWrite({ auditId, ...abuse.audit }));
  }
  return { kind: 'commit', answer: { answer, suspends, withdrawnFrom, hasStreamed, isOfClosed }, writes };
}

/**
 * The orders that waited for what has ended; and where something is lost for good by now, the record of that, as when it is
 * found out at once. A payment that was recorded as lost in part isn't counted again.
 */
function lostWrites(
  { orders: before, record, ...witness }: EndState,
  { user, activity, paid }: Extract<EndDecision, { kind: 'end' }>,
  sparing: Sparing,
  config: Config,
  now: number,
): { user: User; writes: Write[]; suspends: boolean } {
  const idOf = ({ userId, requestId }: Order) => activityIdOf(userId, requestId);
  const writes = paid.orders.map((order): Write => ({ path: orderPath(idOf(order)), data: order }));
  const recorded = new Set(before.filter((order) => order.unrecoveredMicro > 0).map(idOf));
  const more = paid.lost.filter((order) => !recorded.has(idOf(order))).length;
  const nothing = { user, writes, suspends: false };
  if (more === 0 || !record || user.status === 'deleted') return nothing;
  const { userId } = user;
  const noticed = { userId, signal: 'unrecoveredPayments', count: { more }, activityId: null } as const;
  const known = { user, record: record.known, isSpared: sparing.isSpared(witness) };
  const decision = decideAbuse(known, noticed, config.limits.abuse, now);
  if (decision.kind === 'below') return nothing;
  writes.push({ path: record.path, data: decision.record });
  if (decision.isNews) writes.push(incidentWrite(decision.record));
  if (!decision.suspended) return nothing;
  const auditId = idFrom('suspended', activityIdOf(userId, activity.requestId));
  writes.push(auditWrite({ auditId, ...decision.suspended.audit }));
  return { user: decision.suspended.user, writes, suspends: true };
}

/** Commits what `decide` makes of an activity alone; `unchanged` and its like write nothing. */
function onActivity<D extends { kind: string; activity: Activity }>(
  activityId: string,
  writtenKinds: readonly D['kind'][],
  decide: (activity: Activity, nowMs: number) => D | Refusal,
): Promise<D | Refusal> {
  return transact({ activity: activityLoad(activityId) }, ({ activity }, now): Decision<D> | Refusal => {
    if (!activity) return noSuchActivity();
    const decision = decide(activity, now);
    if (isRefusal(decision)) return decision;
    if (!writtenKinds.includes(decision.kind)) return { kind: 'answer', answer: decision };
    return { kind: 'commit', answer: decision, writes: [activityWrite(decision.activity)] };
  });
}

/** Records what an app reports of its running generation. */
export const report = (activityId: string, percent: number) =>
  onActivity(activityId, ['progress'], (activity, now) => decideReport(activity, percent, now));

/** Records the progress of our own runner and renews its lease. */
export const heartbeat = (activityId: string, holder: string, percent: number) =>
  onActivity(activityId, ['progress'], (activity, now) => decideHeartbeat(activity, holder, percent, now));

/** Takes the lease of an open activity for `holder`, so that no two deliveries of a job generate at once. */
export const lease = (activityId: string, holder: string) =>
  onActivity(activityId, ['leased'], (activity, now) => decideLease(activity, holder, now));

/** Cancels: ends what nobody runs, asks the job that runs it otherwise. */
export async function cancel(
  activityId: string,
  by: 'user' | 'suspension' = 'user',
): Promise<{ kind: 'ended' | 'asked' } | Refusal> {
  const config = await currentConfig();
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  type Cancelled = { kind: 'ended' | 'asked' } & Omit<Ended, 'answer'>;
  const cancelled = await transactEnd<Cancelled>(
    activityId,
    userId,
    ({ user, activity, ...state }, sparing, now) => {
      if (!activity || !user) return noSuchActivity();
      const decision = decideCancel(activity, by, now);
      if (decision.kind === 'ended' || decision.kind === 'asked') {
        return { kind: 'answer', answer: { kind: decision.kind, ...nothingMore } };
      }
      if (decision.kind === 'ask') {
        const answer = { kind: 'asked', ...nothingMore } as const;
        return { kind: 'commit', answer, writes: [activityWrite(decision.activity)] };
      }
      const ended = endWrites({ ...state, user, activity }, sparing, decision.command, config, now);
      if (isRefusal(ended)) return ended;
      const { answer } = ended;
      return 'kind' in answer
        ? { kind: 'answer', answer }
        : { ...ended, answer: { ...answer, kind: 'ended' } };
    },
  );
  if (isRefusal(cancelled)) return cancelled;
  await afterEnd(activityId, cancelled);
  return { kind: cancelled.kind };
}

/**
 * What follows each suspension that a count has brought about, beyond its own commit: what is open is cancelled, and
 * mailboxes are remembered that only Authentication knows of, and other accounts of theirs are shut out too.
 */
export async function afterSuspension(userId: string): Promise<void> {
  const remembered = rememberMailboxes(userId).then(() => shutOutOthers(userId));
  await Promise.all([cancelAllOf(userId), remembered]);
}

/** Cancels all that a suspended user has open; what can't be cancelled now is released at its deadline. */
export async function cancelAllOf(userId: string): Promise<void> {
  const open = await queryOf(db(), 'openActivitiesOfUser', { userId, status: [...OPEN_STATUSES] }).get();
  await Promise.all(
    open.docs.map(async (found) => {
      if (isForeign(found)) return;
      const activityId = found.id;
      const outcome = await cancel(activityId, 'suspension');
      if (isRefusal(outcome)) log.info('left to the sweep', { activityId, reason: outcome.reason });
    }),
  );
}

/** The caller's own activity, or the refusal: somebody else's is `not_owner`, whether it exists or not. */
export async function readOwn(activityId: string, userId: string): Promise<Activity | Refusal> {
  if (ownerOf(activityId) !== userId) return refuse('not_owner', 'This activity is not yours.');
  return (await read(pathOf(activityId), activitySchema)) ?? noSuchActivity();
}

/**
 * Calls `onChange` with each state of an activity until the returned function is called, or `onError`, once, when
 * there will be no more: the listener broke, the activity is gone, or what is stored can't be understood.
 */
export function watch(
  activityId: string,
  onChange: (activity: Activity) => void,
  onError: (error: Error) => void,
): () => void {
  const stop = db()
    .doc(pathOf(activityId))
    .onSnapshot((snapshot) => {
      let activity: Activity;
      try {
        if (!snapshot.exists) throw new Error(`${activityId} is gone`);
        activity = parseFound(activitySchema, snapshot);
      } catch (error) {
        // Thrown here it would end the process, and every other request that it serves.
        stop();
        return onError(error as Error);
      }
      onChange(activity);
    }, onError);
  return stop;
}

/** What a wait for the end of an activity may be told, and when it is given up. */
export interface Following {
  timeoutMs: number;
  onChange?: (activity: Activity) => void;
  /** Aborted when nobody waits for the answer any more. */
  gone: AbortSignal;
}

/** Resolves with the activity once it has ended, or as it is when the time is over or nobody waits any more. */
export function untilEnded(
  activityId: string,
  { timeoutMs, onChange = () => {}, gone }: Following,
): Promise<Activity> {
  return new Promise((resolve, reject) => {
    let latest: Activity | undefined;
    const stop = watch(
      activityId,
      (activity) => {
        latest = activity;
        if (!isOpen(activity.status) || gone.aborted) finish();
        else onChange(activity);
      },
      (error) => {
        stopWaiting();
        reject(error);
      },
    );
    const finish = () => {
      stopWaiting();
      stop();
      if (latest) resolve(latest);
      else reject(new Error(`${activityId} could not be read in time`));
    };
    const timer = setTimeout(finish, timeoutMs);
    // Before anything is known of it, the first news ends the wait.
    const leave = () => latest && finish();
    gone.addEventListener('abort', leave);
    const stopWaiting = () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
    };
  });
}
