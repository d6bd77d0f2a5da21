import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { amountsBySource } from '@tollgate/contract/ledger/lots';
import { GRANT_SOURCES, type GrantSource } from '@tollgate/contract/ledger/sources';
import { type Cell, toCsv } from '../../../shared/csv.ts';

const inCredits = (amountMicro: number): number => amountMicro / MICRO_PER_CREDIT;

type Entry = LedgerEntry & { id: string };

/** With the sign of the entry; empty where it moved none of the source. */
function amountOfSource(entry: Entry, source: GrantSource): Cell {
  const amountMicro = amountsBySource(entry)[source];
  return amountMicro === undefined ? null : inCredits(Math.sign(entry.amountMicro) * amountMicro);
}

const COLUMNS: Record<string, (entry: Entry) => Cell> = {
  time: (entry) => new Date(entry.createdAt).toISOString(),
  sequence: (entry) => entry.sequence,
  type: (entry) => entry.type,
  source: (entry) => entry.source,
  credits: (entry) => inCredits(entry.amountMicro),
  ...Object.fromEntries(
    GRANT_SOURCES.map((source) => [source, (entry: Entry) => amountOfSource(entry, source)]),
  ),
  balanceBefore: (entry) => inCredits(entry.balanceBeforeMicro),
  balanceAfter: (entry) => inCredits(entry.balanceAfterMicro),
  reason: (entry) => entry.reason,
  by: (entry) => entry.actorId,
  activity: (entry) => entry.activityId,
  request: (entry) => entry.requestId,
  entry: (entry) => entry.id,
  user: (entry) => entry.userId,
};

/** A ledger as a table for spreadsheets, one row an entry. */
export function ledgerCsv(entries: readonly Entry[]): string {
  return toCsv([
    Object.keys(COLUMNS),
    ...entries.map((entry) => Object.values(COLUMNS).map((cellOf) => cellOf(entry))),
  ]);
}
