import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import { amountsBySource } from '@tollgate/contract/ledger/lots';
import { type Refusal, refuseField } from '@tollgate/contract/refusals/refusals';
import { db } from '../platform/firestore.ts';
import { inDatabase } from '../platform/measure.ts';
import { queryOf } from '../platform/query.ts';
import { parseFound } from '../platform/unreadable.ts';

const DEFAULT_PAGE = 50;

/** A user's ledger, newest first, in pages. The cursor is the sequence number of the last entry of a page. */
export async function readLedger(
  userId: string,
  { limit = DEFAULT_PAGE, cursor, type }: Omit<ParsedInput<'getCreditLogs'>, 'userId'>,
): Promise<CallOutputs['getCreditLogs'] | Refusal> {
  if (cursor !== undefined && !/^[1-9]\d{0,9}$/.test(cursor)) {
    return refuseField('cursor', 'use the one that the page before gave');
  }
  let query = type
    ? queryOf(db(), 'ledgerOfUserByType', { userId, type })
    : queryOf(db(), 'ledgerOfUser', { userId });
  if (cursor !== undefined) query = query.startAfter(Number(cursor));
  const page = await inDatabase(() => query.limit(limit + 1).get());
  const entries = page.docs.slice(0, limit).map((document) => {
    const entry = parseFound(ledgerEntrySchema, document);
    return { ...entry, entryId: document.id, bySource: amountsBySource(entry) };
  });
  const last = entries.at(-1);
  return { entries, cursor: page.size > limit && last ? String(last.sequence) : null };
}
