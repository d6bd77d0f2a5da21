import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { Activity, EndAnswer } from '@tollgate/contract/activity/activity';
import type { Order } from '@tollgate/contract/billing/order';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import type { Refusal } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { decideAbuse, recordIdOf } from '../abuse/decide.ts';
import { incidentWrite, usageWrite } from '../analytics/store.ts';
import { accountWrites } from '../credits/store.ts';
import { orderPath } from '../orders/order-documents.ts';
import { auditWrite } from '../platform/audit.ts';
import type { Config } from '../platform/config.ts';
import { idFrom } from '../platform/hash.ts';
import type { Decision } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { ASK_FIRST, type Sparing, type Witness } from '../staff/last-admin.ts';
import { activityWrite } from './activity-documents.ts';
import { decideEnd, type EndDecision } from './decide-end.ts';
import type { EndCommand } from './end-command.ts';

export interface EndState extends Witness {
  user: User | null;
  activity: Activity | null;
  /**
   * The orders that wait for its credits, and today's record of payments whose credits couldn't be taken
   * back.
   */
  orders: Order[];
  record: { path: string; known: AbuseRecord | null } | null;
}

export interface Ended {
  answer: EndAnswer;
  activity: Activity;
  after: AfterEnd;
}

/** What an end sets off besides its own commit. */
export interface AfterEnd {
  /** Whether this was one reported failure too many. */
  suspends: boolean;
  /** The logs that counted it as a guest's generation, if it no longer counts. */
  withdrawnFrom: string[];
  hasStreamed: boolean;
  /** The account was closed meanwhile: what it made is deleted too. */
  isOfClosedAccount: boolean;
}

export const NOTHING_AFTER: AfterEnd = {
  suspends: false,
  withdrawnFrom: [],
  hasStreamed: false,
  isOfClosedAccount: false,
};

const abusePathOf = ({ userId, signal }: AbuseRecord, now: number): string =>
  `${COLLECTIONS.abuse}/${recordIdOf(userId, signal, now)}`;

/** The writes of an activity's end, or why it can't end that way. */
export function endWrites(
  state: EndState & { user: User; activity: Activity },
  sparing: Sparing,
  command: EndCommand,
  config: Config,
  now: number,
): Decision<Ended | typeof ASK_FIRST> | Refusal {
  const decision = decideEnd({ ...state, isSpared: sparing.isSpared(state) }, command, config, now);
  if (decision.kind === 'refusal') return decision;
  if (decision.kind === 'ended-before') {
    const ended = { answer: decision.answer, activity: state.activity, after: NOTHING_AFTER };
    return { kind: 'answer', answer: ended };
  }
  const { entries, activity, abuse, withdrawnFrom, hasStreamed, isOfClosedAccount, answer } = decision;
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
  // The user holds the count, so the record is overwritten, whatever it said.
  if (abuse) {
    const record = { path: abusePathOf(abuse.record, now), add: {}, set: abuse.record };
    writes.push(record, incidentWrite(abuse.record));
  }
  if (abuse?.audit) {
    const auditId = idFrom('suspended', answer.activityId);
    writes.push(auditWrite({ auditId, ...abuse.audit }));
  }
  const after = { suspends, withdrawnFrom, hasStreamed, isOfClosedAccount };
  return { kind: 'commit', answer: { answer, activity, after }, writes };
}

/**
 * The orders that waited for this hold, and a record of what is now lost for good. A payment already recorded
 * as partly lost isn't counted again.
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
