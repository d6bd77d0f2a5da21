import { Button, Checkbox, Drawer, Group, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ABUSE_RESOLUTIONS, type AbuseResolution } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { Notice } from '../../../shared/notice.tsx';
import { useSession } from '../../../shared/session.ts';
import { ActDialog } from '../shared/act-dialog.tsx';
import { admin } from '../shared/admin.ts';
import { useLabels } from '../shared/labels.ts';
import classes from '../shared/lists.module.css';
import { UserLink } from '../shared/user-link.tsx';
import { whoIs } from '../shared/who.ts';
import type { Row } from './queue.ts';
import { SeverityBadge } from './severity-badge.tsx';

interface Props {
  recordId: string;
  /** The record as the list follows it; it goes there when it is resolved. */
  held: Row | undefined;
  onClose(): void;
}

type Act = 'resolve' | 'suspend' | 'lift' | null;

/** One record: what was noticed, about whom, and what is made of it. */
export function RecordDrawer({ recordId, held, onClose }: Props) {
  const { t } = useTranslation('admin-abuse');
  const [record, setRecord] = useState<Row | null | undefined>(held);
  const [user, setUser] = useState<User | null>(null);
  const [by, setBy] = useState('');
  const [act, setAct] = useState<Act>(null);
  const [done, setDone] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const me = useSession((session) => session.user?.userId);

  const read = useCallback(async () => {
    const found = await admin().one('abuse_detection', recordId);
    if (!found.success) return setError(found.error);
    setRecord(found.data);
    if (!found.data) return;
    const account = await admin().one('users', found.data.userId);
    if (account.success) setUser(account.data);
    if (found.data.resolvedBy) setBy(await whoIs(found.data.resolvedBy));
  }, [recordId]);
  // Counted further while it is looked at.
  useEffect(() => {
    void read();
  }, [read, held?.updatedAt]);

  const didAct = async (message: string) => {
    setDone(message);
    await read();
  };
  const isOwn = record?.userId === me;
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={t('record')}>
      {error && <Notice tone="danger">{error}</Notice>}
      {record === undefined && !error && <Skeleton h={220} aria-label={t('loading')} role="status" />}
      {record === null && <Text>{t('gone')}</Text>}
      {record && (
        <Stack gap="md">
          <div role="status">{done && <Notice tone="good">{done}</Notice>}</div>
          <Facts record={record} user={user} by={by} />
          {record.state === 'open' && record.sparedLastAdmin && (
            <Notice tone="danger">{t('sparedLastAdmin')}</Notice>
          )}
          {isOwn && <Notice tone="warning">{t('own')}</Notice>}
          {!isOwn && (
            <Group gap="xs">
              <Button onClick={() => setAct('resolve')}>
                {t(record.state === 'open' ? 'resolve' : 'resolveAgain')}
              </Button>
              {user && user.status !== 'suspended' && (
                <Button variant="default" onClick={() => setAct('suspend')}>
                  {t('suspend')}
                </Button>
              )}
              {user?.status === 'suspended' && (
                <Button variant="default" onClick={() => setAct('lift')}>
                  {t('lift')}
                </Button>
              )}
            </Group>
          )}
          <Group gap="lg">
            <UserLink userId={record.userId}>{t('toUser')}</UserLink>
            <Link to="/admin/audit" search={{ target: record.id }} className={classes.small}>
              {t('toAudit')}
            </Link>
          </Group>
          {act === 'resolve' && (
            <Resolve
              record={record}
              isSuspended={user?.status === 'suspended'}
              onClose={() => setAct(null)}
              onDone={didAct}
            />
          )}
          {(act === 'suspend' || act === 'lift') && (
            <ActDialog
              title={t(`${act}Title`)}
              action={t(act)}
              danger={act === 'suspend'}
              onClose={() => setAct(null)}
              run={async (reason) => {
                const status = act === 'suspend' ? 'suspended' : 'active';
                const answer = await admin().call('setUserStatus', { userId: record.userId, status, reason });
                if (!answer.success) return answer.error;
                await didAct(t(`${act}Done`));
                return null;
              }}
            >
              <Text className="break">{t(`${act}Question`, { who: record.email ?? record.userId })}</Text>
            </ActDialog>
          )}
        </Stack>
      )}
    </Drawer>
  );
}

function Facts({ record, user, by }: { record: Row; user: User | null; by: string }) {
  const { t } = useTranslation('admin-abuse');
  const word = useLabels();
  const facts: [label: string, value: React.ReactNode][] = [
    [t('severity'), <SeverityBadge key="severity" severity={record.severity} />],
    [t('what'), word(`fields.${record.signal}`)],
    [t('noticed'), t(`says.${record.signal}`, { count: record.count })],
    // Which other account it is about, no count can say.
    ...(record.signal === 'suspendedMailbox'
      ? [[t('details'), <bdi key="details">{record.description}</bdi>] satisfies [string, React.ReactNode]]
      : []),
    [t('who'), <bdi key="who">{record.email ?? record.userId}</bdi>],
    ...(user ? [[t('account'), t(`statuses.${user.status}`)] satisfies [string, string]] : []),
    [t('first'), dateTime(record.createdAt)],
    [t('last'), dateTime(record.updatedAt)],
    ...(record.activityId
      ? [[t('activity'), <bdi key="activity">{record.activityId}</bdi>] satisfies [string, React.ReactNode]]
      : []),
    [t('state'), record.state === 'open' ? t('open') : t(`resolutions.${record.resolution ?? 'confirmed'}`)],
    ...(record.resolvedAt
      ? [[t('resolvedBy'), `${by} · ${dateTime(record.resolvedAt)}`] satisfies [string, string]]
      : []),
  ];
  return (
    <dl className={`${classes.facts} num`}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="break">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ResolveProps {
  record: Row;
  isSuspended: boolean;
  onClose(): void;
  onDone(message: string): Promise<void>;
}

function Resolve({ record, isSuspended, onClose, onDone }: ResolveProps) {
  const { t } = useTranslation('admin-abuse');
  const [resolution, setResolution] = useState<AbuseResolution>('confirmed');
  const [lifts, setLifts] = useState(false);
  return (
    <ActDialog
      title={t('resolveTitle')}
      action={t('resolve')}
      onClose={onClose}
      run={async (reason) => {
        const input = { recordId: record.id, resolution, reason };
        const answer = await admin().call(
          'resolveAbuse',
          lifts && isSuspended ? { ...input, liftSuspension: true } : input,
        );
        if (!answer.success) return answer.error;
        await onDone(t(lifts && isSuspended ? 'resolvedAndLifted' : 'resolvedDone'));
        return null;
      }}
    >
      <Radio.Group
        label={t('resolution')}
        value={resolution}
        onChange={(value) => setResolution(ABUSE_RESOLUTIONS.find((one) => one === value) ?? 'confirmed')}
      >
        <Stack gap="xs" mt="xs">
          {ABUSE_RESOLUTIONS.map((one) => (
            <Radio key={one} value={one} label={t(`resolutions.${one}`)} description={t(`means.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {isSuspended && (
        <Checkbox
          label={t('alsoLift')}
          checked={lifts}
          onChange={(event) => setLifts(event.currentTarget.checked)}
        />
      )}
    </ActDialog>
  );
}
