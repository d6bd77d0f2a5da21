import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Wanted, wholeLedger } from './use-ledger.ts';

type State = { kind: 'idle' } | { kind: 'busy'; count: number } | { kind: 'failed'; why: string };

/** All pages as one file, made in the browser. */
export function LedgerDownload({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('admin-users');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const download = async () => {
    setState({ kind: 'busy', count: 0 });
    const [entries, { ledgerCsv }, { downloadCsv }] = await Promise.all([
      wholeLedger(wanted, (count) => setState({ kind: 'busy', count })),
      import('./ledger-csv.ts'),
      import('../../../shared/csv.ts'),
    ]);
    if (!entries.success) {
      setState({ kind: 'failed', why: entries.error });
      return;
    }
    downloadCsv(`ledger-${wanted.userId}.csv`, ledgerCsv(entries.data));
    setState({ kind: 'idle' });
  };
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        disabled={state.kind === 'busy'}
        onClick={() => void download()}
      >
        {state.kind === 'busy' ? t('ledger.csvBusy', { count: state.count }) : t('ledger.csv')}
      </Button>
      {state.kind === 'failed' && (
        <Text size="sm" role="alert" c="var(--tollgate-danger)">
          {t('ledger.csvFailed')}: {state.why}
        </Text>
      )}
    </div>
  );
}
