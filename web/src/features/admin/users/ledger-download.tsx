import { useTranslation } from 'react-i18next';
import { CsvDownload } from '../../../shared/csv-download.tsx';
import { type Wanted, wholeLedger } from './use-ledger.ts';

/** A user's ledger as a file. */
export function LedgerDownload({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('admin-users');
  return (
    <CsvDownload
      label={t('ledger.csv')}
      busyLabel={(count) => t('ledger.csvBusy', { count })}
      make={async (onCount) => {
        const [entries, { ledgerCsv }] = await Promise.all([
          wholeLedger(wanted, onCount),
          import('./ledger-csv.ts'),
        ]);
        return entries.success
          ? { name: `ledger-${wanted.userId}.csv`, csv: ledgerCsv(entries.data) }
          : { failed: `${t('ledger.csvFailed')}: ${entries.error}` };
      }}
    />
  );
}
