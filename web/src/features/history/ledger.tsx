import { Button, Group, NativeSelect, Skeleton, Stack } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import type { CreditEntry as Entry } from '@tollgate/client';
import { LEDGER_TYPES } from '@tollgate/contract/ledger/entry-types';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { credits, dateTime, signedCredits } from '../../shared/format.ts';
import { tollgate } from '../../shared/sdk.ts';
import { sourceAmounts } from '../../shared/source-amounts.ts';
import { EmptyState, ErrorState } from '../../shared/states.tsx';
import classes from './history.module.css';
import { LedgerDownload } from './ledger-download.tsx';

const PAGE = 25;

/** The ledger, newest first: every movement that ever changed the balance. */
export function Ledger() {
  const { t } = useTranslation('history');
  const [type, setType] = useState<Entry['type'] | undefined>();
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ownedMicro = useAccount(({ balance }) => (balance ? balance.creditsMicro + balance.heldMicro : null));
  const latest = useRef(0);

  const load = useCallback(
    async (from: string | null) => {
      latest.current += 1;
      const mine = latest.current;
      setBusy(true);
      const answer = await tollgate().getCreditLogs({
        limit: PAGE,
        ...(type === undefined ? {} : { type }),
        ...(from === null ? {} : { cursor: from }),
      });
      if (mine !== latest.current) return;
      setBusy(false);
      if (!answer.success) {
        setError(answer.error);
        return;
      }
      setError(null);
      setCursor(answer.data.cursor);
      setEntries((shown) =>
        from === null ? answer.data.entries : [...(shown ?? []), ...answer.data.entries],
      );
    },
    [type],
  );
  // What is owned changes with every movement, and with nothing else: then the first page is fetched anew.
  useEffect(() => {
    void load(null);
  }, [load, ownedMicro]);

  if (!entries && error) {
    return <ErrorState title={t('ledger.failed')} why={error} onRetry={() => void load(null)} />;
  }
  if (!entries) {
    return (
      <Stack gap="xs" aria-busy="true" aria-label={t('ledger.loading')}>
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} h={44} radius="md" />
        ))}
      </Stack>
    );
  }
  const controls = (
    <Group justify="space-between" align="flex-end" mb="md">
      <NativeSelect
        label={t('ledger.filter')}
        value={type ?? ''}
        data={[
          { value: '', label: t('ledger.all') },
          ...LEDGER_TYPES.map((one) => ({ value: one, label: t(`ledgerType.${one}`, { ns: 'common' }) })),
        ]}
        onChange={({ currentTarget: { value } }) => setType(LEDGER_TYPES.find((one) => one === value))}
      />
      <LedgerDownload type={type} />
    </Group>
  );
  if (entries.length === 0) {
    return (
      <>
        {type !== undefined && controls}
        <EmptyState
          icon={<IconReceipt size={24} stroke={1.5} />}
          title={type === undefined ? t('ledger.empty') : t('ledger.noMatch')}
        >
          {type === undefined && t('ledger.emptyHow')}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      {controls}
      <div className="surface">
        <table className={classes.ledger} aria-label={t('credits')}>
          <thead>
            <tr>
              <th scope="col">{t('ledger.when')}</th>
              <th scope="col">{t('ledger.what')}</th>
              <th scope="col" className={classes.right}>
                {t('ledger.amount')}
              </th>
              <th scope="col" className={classes.right}>
                {t('ledger.after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.entryId} data-testid="ledger-entry">
                <td className="num">{dateTime(entry.createdAt)}</td>
                <td>
                  {t(`ledgerType.${entry.type}`, { ns: 'common' })}
                  <div className={classes.detail} data-testid="ledger-sources">
                    {sourceAmounts(entry.bySource, (source) => t(`ledger.source.${source}`))}
                  </div>
                  <div className={`${classes.detail} break`}>{entry.reason}</div>
                </td>
                <td
                  className={`${classes.right} num ${entry.amountMicro > 0 ? classes.plus : classes.minus}`}
                >
                  {signedCredits(entry.amountMicro)}
                </td>
                <td className={`${classes.right} num`}>{credits(entry.balanceAfterMicro)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {error && <ErrorState title={t('ledger.failedNext')} why={error} />}
      {cursor !== null && (
        <Stack align="center" mt="md">
          <Button variant="default" loading={busy} onClick={() => void load(cursor)}>
            {t('ledger.older')}
          </Button>
        </Stack>
      )}
    </>
  );
}
