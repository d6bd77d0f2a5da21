import type { CreditEntry, LedgerType } from '@tollgate/client';
import { MAX_PAGE_SIZE } from '@tollgate/contract/calls/page-size';
import { useTranslation } from 'react-i18next';
import { CsvDownload } from '../../shared/csv-download.tsx';
import { tollgate } from '../../shared/sdk.ts';

type Entries = CreditEntry[];
type Type = LedgerType | undefined;

/** All pages; `null` when one could not be fetched. */
async function wholeLedger(type: Type, onCount: (count: number) => void): Promise<Entries | null> {
  const entries: Entries = [];
  for (let cursor: string | undefined; ; ) {
    const page = await tollgate().getCreditLogs({
      limit: MAX_PAGE_SIZE,
      ...(type === undefined ? {} : { type }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!page.success) return null;
    entries.push(...page.data.entries);
    onCount(entries.length);
    if (page.data.cursor === null) return entries;
    cursor = page.data.cursor;
  }
}

/** What is filtered, all of it, as a file for a spreadsheet. */
export function LedgerDownload({ type }: { type: Type }) {
  const { t } = useTranslation('history');
  return (
    <CsvDownload
      label={t('ledger.csv')}
      busyLabel={(count) => t('ledger.csvBusy', { count })}
      make={async (onCount) => {
        const [entries, { ownLedgerCsv }] = await Promise.all([
          wholeLedger(type, onCount),
          import('./ledger-csv.ts'),
        ]);
        return entries
          ? { name: 'credits.csv', csv: ownLedgerCsv(entries) }
          : { failed: t('ledger.csvFailed') };
      }}
    />
  );
}
