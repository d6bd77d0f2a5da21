import { randomUUID } from 'node:crypto';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { toMicro } from '@tollgate/contract/common/money';
import { ownerOf } from '@tollgate/contract/common/owned-ids';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { CreditsMoved } from '@tollgate/contract/staff/audit';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { receiptSchema } from '@tollgate/contract/storage/receipt.schema';
import { accountWrites, entryId, userLoad } from '../credits/store.ts';
import { activityLoad, activityWrite, noSuchActivity } from '../gate/activity-documents.ts';
import { auditWrite } from '../platform/audit.ts';
import type { Caller } from '../platform/caller.ts';
import { currentConfig } from '../platform/config.ts';
import { db, read } from '../platform/firestore.ts';
import { idFrom, payloadHash } from '../platform/hash.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { type CreditAct, type CreditCommand, decideCreditAct } from './decide-credits.ts';

interface CreditRequest {
  action: CreditAct['action'];
  /** What kind of request, whose, and its id: the same three are the same act. */
  receipt: CreditAct['receipt'];
  payload: object;
  userId: string;
  activityId?: string | null;
  reason: string;
  isForEver?: boolean;
}

/** Moves credits once for each request: receipt, user, ledger entry and audit entry are one commit. */
function moveCredits(
  request: CreditRequest,
  command: CreditCommand,
  actor: Caller,
): Promise<CreditsMoved | Refusal> {
  const { action, receipt, payload, userId, activityId = null, reason, isForEver = false } = request;
  const act: CreditAct = {
    ...{ action, receipt, reason, activityId, isForEver },
    ...{ payloadHash: payloadHash(payload), auditId: randomUUID() },
    ...{ actorId: actor.userId, actorEmail: actor.email },
  };
  const path = `${COLLECTIONS.receipts}/${idFrom(receipt.scope, receipt.actorId, receipt.requestId)}`;
  const loads = {
    user: userLoad(userId),
    receipt: { path, schema: receiptSchema, isNew: true },
    ...(activityId === null ? {} : { activity: activityLoad(activityId) }),
  } as const;
  return transact(loads, (state, now): Decision<CreditsMoved> | Refusal => {
    const decision = decideCreditAct(state, act, command, entryId, now);
    if (decision.kind === 'refusal') return decision;
    if (decision.kind === 'repeat') return { kind: 'answer', answer: decision.answer };
    const { user, entries, activity, audit, answer } = decision;
    const writes = [
      ...accountWrites(state.user, user, entries),
      { path, data: decision.receipt },
      auditWrite(audit),
    ];
    if (activity) writes.push(activityWrite(activity));
    return { kind: 'commit', answer, writes };
  });
}

export function grant(userId: string, input: ParsedInput<'grantCreditsToUser'>, admin: Caller) {
  const { requestId, amountMicro, type, reason, expiresAt = null } = input;
  const receipt = { scope: 'grantCreditsToUser', actorId: admin.userId, requestId };
  const payload = { userId, amountMicro, type, reason, expiresAt };
  const request = { action: 'grant_credits', receipt, payload, userId, reason } as const;
  return moveCredits(request, { kind: 'grant', amountMicro, type, expiresAt }, admin);
}

export function removeCredits(
  userId: string,
  { requestId, amountMicro, reason }: ParsedInput<'removeCreditsFromUser'>,
  admin: Caller,
) {
  const receipt = { scope: 'removeCreditsFromUser', actorId: admin.userId, requestId };
  const payload = { userId, amountMicro, reason };
  const request = { action: 'remove_credits', receipt, payload, userId, reason } as const;
  return moveCredits(request, { kind: 'remove', amountMicro: toMicro(amountMicro) }, admin);
}

/** Gives back what an activity was charged, or a part of it: never more than that in all. */
export async function refund(
  { requestId, activityId, amountMicro, reason }: ParsedInput<'refundActivity'>,
  admin: Caller,
): Promise<CreditsMoved | Refusal> {
  const userId = ownerOf(activityId);
  if (userId === null) return noSuchActivity();
  const graceMs = (await currentConfig()).limits.refundGraceHours * HOUR_MS;
  const receipt = { scope: 'refundActivity', actorId: admin.userId, requestId };
  const payload = { activityId, amountMicro, reason };
  const request = { action: 'refund_activity', receipt, payload, userId, activityId, reason } as const;
  const amount = amountMicro === undefined ? null : toMicro(amountMicro);
  return moveCredits(request, { kind: 'refund', amountMicro: amount, graceMs }, admin);
}

/**
 * Whether credits of an entry's source have expired since: then an entry that names no lot may have lost its
 * own.
 */
async function hasExpiredSince({ userId, source, sequence }: LedgerEntry): Promise<boolean> {
  const expiries = queryOf(db(), 'ledgerOfUserByType', { userId, type: 'expiry' });
  const found = await inDatabase(() => expiries.endBefore(sequence).get());
  return found.docs.some((document) => document.get('source') === source);
}

/** Undoes an entry once, whoever asks: the receipt is the entry's own. */
export async function undo(
  { entryId: id, reason }: ParsedInput<'undoCreditEntry'>,
  admin: Caller,
): Promise<CreditsMoved | Refusal> {
  const entry: LedgerEntry | null = await read(`${COLLECTIONS.creditLogs}/${id}`, ledgerEntrySchema);
  if (!entry) return refuse('not_found', 'There is no such ledger entry.');
  const mayHaveExpired = entry.lots.length === 0 && (await hasExpiredSince(entry));
  const { userId } = entry;
  const receipt = { scope: 'undoCreditEntry', actorId: 'staff', requestId: id };
  const activityId = entry.type === 'refund' ? entry.activityId : null;
  const request = { action: 'undo_credits', receipt, payload: { entryId: id }, userId, activityId } as const;
  return moveCredits({ ...request, reason, isForEver: true }, { kind: 'undo', entry, mayHaveExpired }, admin);
}
