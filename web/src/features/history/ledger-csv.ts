import type { CreditEntry as Entry } from '@tollgate/client';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { GRANT_SOURCES } from '@tollgate/contract/ledger/sources';
import { type Cell, toCsv } from '../../shared/csv.ts';

/** Names in English in every language: spreadsheets and scripts go by them. */
const COLUMNS: Record<string, (entry: Entry) => Cell> = {
  time: (entry) => new Date(entry.createdAt).toISOString(),
  type: (entry) => entry.type,
  source: (entry) => entry.source,
  credits: (entry) => entry.amountMicro / MICRO_PER_CREDIT,
  // Each source has a column of its own, with what the movement took or gave of it.
  ...Object.fromEntries(
    GRANT_SOURCES.map((source) => [
      source,
      ({ amountMicro, bySource }: Entry) => {
        const moved = bySource[source];
        return moved === undefined ? null : (Math.sign(amountMicro) * moved) / MICRO_PER_CREDIT;
      },
    ]),
  ),
  balanceAfter: (entry) => entry.balanceAfterMicro / MICRO_PER_CREDIT,
  reason: (entry) => entry.reason,
  activity: (entry) => entry.activityId,
  entry: (entry) => entry.entryId,
};

/** One's own ledger as a table, one row a movement. */
export const ownLedgerCsv = (entries: readonly Entry[]): string =>
  toCsv([
    Object.keys(COLUMNS),
    ...entries.map((entry) => Object.values(COLUMNS).map((cellOf) => cellOf(entry))),
  ]);
