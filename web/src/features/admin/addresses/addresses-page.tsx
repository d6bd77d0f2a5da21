import { Button, Skeleton, TextInput, Title } from '@mantine/core';
import { IconNetwork } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type AddressBlocks, MAX_BLOCK_REASON_CHARS } from '@tollgate/contract/limits/addresses';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { dateTime } from '../../../shared/format.ts';
import { Notice } from '../../../shared/notice.tsx';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { ActDialog } from '../shared/act-dialog.tsx';
import { admin } from '../shared/admin.ts';
import classes from '../shared/lists.module.css';
import { maySend } from '../shared/may.ts';
import { whoIs } from '../shared/who.ts';

type Block = AddressBlocks['ranges'][number];

/** The addresses and ranges that may not generate. */
export function AddressesPage() {
  const { t } = useTranslation('admin-addresses');
  usePageTitle(t('title'));
  const mayBlock = useAccount(({ staffRole }) => maySend(staffRole, 'setAddressBlock'));
  const [blocks, setBlocks] = useState<Block[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [wanted, setWanted] = useState('');
  const [unblocked, setUnblocked] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);

  const load = useCallback(async () => {
    const answer = await admin().addressBlocks();
    if (!answer.success) return setError(answer.error);
    setError(null);
    const named = await Promise.all(
      answer.data.map(async (block) => ({ ...block, blockedBy: await whoIs(block.blockedBy) })),
    );
    setBlocks(named.toSorted((one, other) => other.createdAt - one.createdAt));
  }, []);
  useEffect(() => {
    void load();
  }, [load]);

  const shown = blocks?.filter(({ range, reason }) =>
    `${range} ${reason}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <div className={classes.page}>
      <div>
        <Title order={1}>{t('title')}</Title>
        <p className={classes.quiet}>{t('hint')}</p>
      </div>
      {!mayBlock && <Notice tone="warning">{t('readOnly')}</Notice>}
      {mayBlock && (
        <BlockForm
          onBlocked={async (range) => {
            setDone(t('blockedDone', { range }));
            await load();
          }}
        />
      )}
      <div role="status">{done && <Notice tone="good">{done}</Notice>}</div>
      {error && <ErrorState title={t('failed')} why={error} onRetry={() => void load()} />}
      {!blocks && !error && <Skeleton h={180} radius="lg" aria-label={t('loading')} role="status" />}
      {blocks?.length === 0 && (
        <EmptyState icon={<IconNetwork size={24} stroke={1.5} />} title={t('none')}>
          {t('noneHint')}
        </EmptyState>
      )}
      {blocks && blocks.length > 8 && (
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {blocks && blocks.length > 0 && shown?.length === 0 && (
        <Button variant="default" w="fit-content" onClick={() => setWanted('')}>
          {t('noMatch')}
        </Button>
      )}
      {shown && shown.length > 0 && <Blocks blocks={shown} mayUnblock={mayBlock} onUnblock={setUnblocked} />}
      {unblocked !== null && (
        <ActDialog
          title={t('unblockTitle', { range: unblocked })}
          action={t('unblock')}
          reasonMax={MAX_BLOCK_REASON_CHARS}
          onClose={() => setUnblocked(null)}
          run={async (reason) => {
            const input = { address: unblocked, blocked: false, reason };
            const answer = await admin().call('setAddressBlock', input);
            if (!answer.success) return answer.error;
            setDone(t('unblockedDone', { range: unblocked }));
            await load();
            return null;
          }}
        >
          <p className={classes.quiet}>{t('unblockHint')}</p>
        </ActDialog>
      )}
    </div>
  );
}

function BlockForm({ onBlocked }: { onBlocked(range: string): Promise<void> }) {
  const { t } = useTranslation('admin-addresses');
  const [address, setAddress] = useState('');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const block = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    const answer = await admin().call('setAddressBlock', { address, blocked: true, reason: reason.trim() });
    setBusy(false);
    if (!answer.success) {
      const issues = answer.details.issues ?? [];
      const named = issues.filter(({ path }) => path === 'address' || path === 'reason');
      setErrors(
        named.length > 0
          ? Object.fromEntries(named.map(({ path, message }) => [path, message]))
          : { form: answer.error },
      );
      return;
    }
    setAddress('');
    setReason('');
    await onBlocked(answer.data.range);
  };
  return (
    <form
      className={`surface ${classes.filters}`}
      style={{ padding: '1rem 1.25rem', alignItems: 'flex-start' }}
      aria-label={t('blockForm')}
      onSubmit={(event) => void block(event)}
    >
      <TextInput
        className={classes.wide}
        label={t('address')}
        placeholder="203.0.113.0/24"
        required
        withAsterisk={false}
        value={address}
        error={errors.address}
        styles={{ input: { direction: 'ltr', textAlign: 'match-parent' } }}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <TextInput
        className={classes.wide}
        label={t('reason')}
        required
        withAsterisk={false}
        maxLength={MAX_BLOCK_REASON_CHARS}
        value={reason}
        error={errors.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} className={classes.fit} mt={25}>
        {t('block')}
      </Button>
      {errors.form && (
        <Notice tone="danger" alert>
          {errors.form}
        </Notice>
      )}
    </form>
  );
}

interface BlocksProps {
  blocks: Block[];
  mayUnblock: boolean;
  onUnblock(range: string): void;
}

function Blocks({ blocks, mayUnblock, onUnblock }: BlocksProps) {
  const { t } = useTranslation('admin-addresses');
  return (
    <div className="surface">
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('range')}</th>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('by')}</th>
            <th scope="col" className={classes.end}>
              <span className="visually-hidden">{t('acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {blocks.map(({ range, reason, blockedBy, createdAt }) => (
            <tr key={range} data-testid="block">
              <td className="num break">
                <bdi>
                  <strong>{range}</strong>
                </bdi>
              </td>
              <td className="break">{reason}</td>
              <td className="break">
                <bdi>{blockedBy}</bdi>
                <div className={`${classes.small} num`}>{dateTime(createdAt)}</div>
              </td>
              <td className={classes.end}>
                <Link to="/admin/audit" search={{ target: range }} className={classes.small}>
                  {t('log')}
                </Link>{' '}
                {mayUnblock && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('unblockOne', { range })}
                    onClick={() => onUnblock(range)}
                  >
                    {t('unblock')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
