import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { CreditEntry, LedgerType } from '@tollgate/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tollgate } from '../../shared/sdk.ts';

type Entries = CreditEntry[];
type Type = LedgerType | undefined;
type State = { kind: 'idle' } | { kind: 'busy'; count: number } | { kind: 'failed' };

const LARGEST_PAGE = 200;

/** All pages; `null` when one could not be fetched. */
async function wholeLedger(type: Type, onCount: (count: number) => void): Promise<Entries | null> {
  const entries: Entries = [];
  for (let cursor: string | undefined; ; ) {
    const page = await tollgate().getCreditLogs({
      limit: LARGEST_PAGE,
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

/** What is filtered, all of it, as a file for a spreadsheet, made in the browser. */
export function LedgerDownload({ type }: { type: Type }) {
  const { t } = useTranslation('history');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const download = async () => {
    setState({ kind: 'busy', count: 0 });
    const [entries, { ownLedgerCsv }, { downloadCsv }] = await Promise.all([
      wholeLedger(type, (count) => setState({ kind: 'busy', count })),
      import('./ledger-csv.ts'),
      import('../../shared/csv.ts'),
    ]);
    if (!entries) return setState({ kind: 'failed' });
    downloadCsv('credits.csv', ownLedgerCsv(entries));
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
          {t('ledger.csvFailed')}
        </Text>
      )}
    </div>
  );
}
