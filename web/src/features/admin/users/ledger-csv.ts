import type { LedgerEntry } from '@tollgate/contract/documents';
import { MICRO_PER_CREDIT } from '@tollgate/contract/money';
import Papa from 'papaparse';

const inCredits = (amountMicro: number): number => amountMicro / MICRO_PER_CREDIT;

/**
 * A ledger as a table for spreadsheets, one row an entry. What people wrote must not run there: a text that begins like a
 * formula gets an apostrophe. Amounts are numbers, so a minus stays one.
 */
export function ledgerCsv(entries: readonly (LedgerEntry & { id: string })[]): string {
  const rows = entries.map((entry) => ({
    time: new Date(entry.createdAt).toISOString(),
    sequence: entry.sequence,
    type: entry.type,
    source: entry.source ?? '',
    credits: inCredits(entry.amountMicro),
    balanceBefore: inCredits(entry.balanceBeforeMicro),
    balanceAfter: inCredits(entry.balanceAfterMicro),
    reason: entry.reason,
    by: entry.actorId,
    activity: entry.activityId ?? '',
    request: entry.requestId,
    entry: entry.id,
    user: entry.userId,
  }));
  // Spreadsheets take a file without the mark for one of their own old encodings.
  return `\uFEFF${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}`;
}
