import { randomUUID } from 'node:crypto';
import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { isRefusal, type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { incidentWrite } from '../analytics/store.ts';
import { accountWrites, userLoad } from '../credits/store.ts';
import { auditWrite } from '../platform/audit.ts';
import type { Caller } from '../platform/caller.ts';
import { currentConfig } from '../platform/config.ts';
import { db, read } from '../platform/firestore.ts';
import { log } from '../platform/log.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { parseFound } from '../platform/unreadable.ts';
import type { Write } from '../platform/writes.ts';
import { ASK_FIRST, sparingLastAdmin } from '../staff/last-admin.ts';
import { readStaff } from '../staff/store.ts';
import { type AbuseDecision, decideAbuse, decideResolve, type SignalReport } from './decide.ts';

const pathOf = (recordId: string): string => `${COLLECTIONS.abuse}/${recordId}`;
const recordLoad = (recordId: string) => ({ path: pathOf(recordId), schema: abuseRecordSchema });

/**
 * Updates a record, and suspends the account if it has become critical. Returns the record's count (`null` if
 * there is none), and whether this call suspended the user: the caller then cancels what they have open.
 */
export async function upsertAbuseRecord(
  recordId: string,
  report: SignalReport,
): Promise<{ count: number | null; suspends: boolean }> {
  const { abuse } = (await currentConfig()).limits;
  const auditId = randomUUID();
  const loads = { user: userLoad(report.userId), record: recordLoad(recordId) };
  const outcome = await sparingLastAdmin(report.userId, (sparing) =>
    transact({ ...loads, ...sparing.loads }, (state, now): Decision<AbuseDecision | typeof ASK_FIRST> => {
      const decision = decideAbuse({ ...state, isSpared: sparing.isSpared(state) }, report, abuse, now);
      if (decision.kind === 'below') return { kind: 'answer', answer: decision };
      const { record, isNews, suspended } = decision;
      if (suspended && !sparing.isKnown) return { kind: 'answer', answer: ASK_FIRST };
      const writes: Write[] = [{ path: pathOf(recordId), data: record }];
      if (isNews) writes.push(incidentWrite(record));
      if (suspended) {
        writes.push(
          ...accountWrites(state.user, suspended.user),
          auditWrite({ auditId, ...suspended.audit }),
        );
        writes.push(...sparing.guards(state));
      }
      return { kind: 'commit', answer: decision, writes };
    }),
  );
  if (isRefusal(outcome)) throw new Error(`the record was refused: ${outcome.reason}`);
  if (outcome.kind === 'below') return { count: null, suspends: false };
  const { record, isNews, suspended } = outcome;
  const { signal, severity: level, userId } = record;
  if (isNews) log.warn('abuse noticed', { signal, level, userId });
  return { count: record.count, suspends: suspended !== null };
}

const DEFAULT_PAGE = 50;

/** Abuse records, newest first, in pages; the cursor is the time of a page's last record. */
export async function readRecords({
  userId,
  state = 'open',
  severity,
  limit = DEFAULT_PAGE,
  cursor,
}: ParsedInput<'getAbuseRecords'>): Promise<CallOutputs['getAbuseRecords'] | Refusal> {
  const query = userId
    ? queryOf(db(), 'abuseOfUser', { userId })
    : severity
      ? queryOf(db(), 'abuseByStateAndSeverity', { state, severity })
      : queryOf(db(), 'abuseByState', { state });
  const after = cursor === undefined ? null : await db().doc(pathOf(cursor)).get();
  if (after && !after.exists) return refuseField('cursor', 'use the one that the page before gave');
  const rest = after ? query.startAfter(after) : query;
  const page = await inDatabase(() => rest.limit(limit + 1).get());
  const records = page.docs.slice(0, limit).map((document) => ({
    ...parseFound(abuseRecordSchema, document),
    recordId: document.id,
  }));
  return { records, cursor: page.size > limit ? (records.at(-1)?.recordId ?? null) : null };
}

/** Resolves a record; lifts its user's suspension in the same commit if asked to. */
export async function resolve(
  { recordId, resolution, reason, liftSuspension = false }: ParsedInput<'resolveAbuse'>,
  actor: Caller & { role: StaffRole },
): Promise<CallOutputs['resolveAbuse'] | Refusal> {
  const known = await read(pathOf(recordId), abuseRecordSchema);
  if (!known) return refuse('not_found', 'There is no such abuse record.');
  if (liftSuspension && actor.role === 'moderator' && (await readStaff(known.userId))) {
    return refuse('not_admin', "Only an admin may change a staff member's status.");
  }
  const command = {
    ...{ recordId, resolution, reason, liftSuspension, auditId: randomUUID() },
    actorId: actor.userId,
    actorEmail: actor.email,
  };
  const loads = { user: userLoad(known.userId), record: recordLoad(recordId) };
  return transact(loads, (state, now): Decision<CallOutputs['resolveAbuse']> | Refusal => {
    const decision = decideResolve(state, command, now);
    if (decision.kind === 'refusal') return decision;
    const answer = { state: 'resolved', userStatus: decision.userStatus } as const;
    if (decision.kind === 'repeat') return { kind: 'answer', answer: { ...answer, audit: null } };
    const writes = [{ path: pathOf(recordId), data: decision.record }, auditWrite(decision.audit)];
    if (decision.lifted)
      writes.push(...accountWrites(state.user, decision.lifted.user), auditWrite(decision.lifted.audit));
    return { kind: 'commit', answer: { ...answer, audit: decision.audit }, writes };
  });
}
