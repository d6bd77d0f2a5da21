import { Anchor, Skeleton, Stack, Tabs } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { User } from '@tollgate/contract/account/user';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { useSession } from '../../../shared/session.ts';
import { EmptyState, ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { mayDo } from '../shared/may.ts';
import type { StaffAction } from '../shared/staff-actions.ts';
import { AbuseTab } from './abuse-tab.tsx';
import { ActDialog } from './act-dialog.tsx';
import { ActivitiesTab } from './activities-tab.tsx';
import type { Me } from './acts.ts';
import { Grants } from './grants.tsx';
import { Holds } from './holds.tsx';
import { LedgerTab } from './ledger-tab.tsx';
import { LimitsLeft } from './limits-left.tsx';
import { LogTab } from './log-tab.tsx';
import { OrdersTab } from './orders-tab.tsx';
import { nameOf } from './person.ts';
import { useUser } from './use-user.ts';
import { UserActs } from './user-acts.tsx';
import { UserHead } from './user-head.tsx';
import { UserNumbers } from './user-numbers.tsx';
import classes from './user-page.module.css';
import { TABS, type Tab, type UserSearch } from './user-search.ts';

/** One user: what they have and did, and what can be done. */
export function UserPage() {
  const { t } = useTranslation('admin-users');
  const { userId } = useParams({ from: '/signed-in/admin/users/$userId' });
  const myId = useSession((session) => session.user?.userId);
  const role = useAccount((account) => account.staffRole);
  const [attempt, setAttempt] = useState(0);
  const followed = useUser(userId, attempt);
  usePageTitle(followed.kind === 'ready' ? nameOf(followed.user, t('guest')) : t('title'));
  return (
    <div className={classes.page}>
      <Anchor component={Link} to="/admin/users" size="sm" w="fit-content">
        {t('page.back')}
      </Anchor>
      {followed.kind === 'loading' && (
        <Stack aria-busy="true" role="status" aria-label={t('page.loading')}>
          <Skeleton h={64} radius="md" />
          <Skeleton h={96} radius="lg" />
          <Skeleton h={320} radius="lg" />
        </Stack>
      )}
      {followed.kind === 'failed' && (
        <ErrorState
          title={t('page.failed')}
          why={followed.why}
          onRetry={() => setAttempt((before) => before + 1)}
        />
      )}
      {followed.kind === 'absent' && (
        <EmptyState icon={<IconUser size={24} stroke={1.5} />} title={t('page.absent')}>
          {t('page.absentHow')}
        </EmptyState>
      )}
      {followed.kind === 'unreadable' && (
        <ErrorState
          title={t(`unreadable.${followed.problem}`)}
          why={`users/${followed.userId}. ${t(`unreadable.${followed.problem}How`)}`}
        />
      )}
      {followed.kind === 'ready' && myId && role && (
        <Known key={userId} user={followed.user} me={{ userId: myId, role }} />
      )}
    </div>
  );
}

function Known({ user, me }: { user: User; me: Me }) {
  const { t } = useTranslation('admin-users');
  const search = useSearch({ from: '/signed-in/admin/users/$userId' });
  const navigate = useNavigate({ from: '/admin/users/$userId' });
  const [acted, setActed] = useState(0);
  const { tab = 'ledger', act, of } = search;
  const ask = (changed: Partial<UserSearch> & { act?: StaffAction | undefined; of?: string | undefined }) =>
    void navigate({ search: (now) => ({ ...now, ...changed }), replace: true, resetScroll: false });
  const open = (next: StaffAction, nextOf?: string) => ask({ act: next, of: nextOf });
  const onDone = useCallback(() => setActed((before) => before + 1), []);
  return (
    <>
      <UserHead user={user} isMe={user.userId === me.userId} />
      <UserActs user={user} me={me} onOpen={open} />
      <UserNumbers user={user} />
      <div className={classes.columns}>
        <Tabs
          value={tab}
          onChange={(value) => ask({ tab: TABS.find((one) => one === value) })}
          keepMounted={false}
          className={classes.main}
        >
          <Tabs.List aria-label={t('page.sections')} mb="md" className={classes.tabs}>
            {TABS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`page.tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Panel tab="ledger">
            <LedgerTab
              user={user}
              type={search.type}
              onType={(type) => ask({ type })}
              onUndo={mayDo(me.role, 'undo') ? (entryId) => open('undo', entryId) : null}
            />
          </Panel>
          <Panel tab="activities">
            <ActivitiesTab
              user={user}
              version={`${user.updatedAt}`}
              onRefund={mayDo(me.role, 'refund') ? (activityId) => open('refund', activityId) : null}
            />
          </Panel>
          <Panel tab="orders">
            <OrdersTab user={user} version={`${user.updatedAt}`} />
          </Panel>
          <Panel tab="abuse">
            <AbuseTab userId={user.userId} />
          </Panel>
          <Panel tab="log">
            <LogTab userId={user.userId} version={`${user.updatedAt}.${acted}`} onNote={() => open('note')} />
          </Panel>
        </Tabs>
        <aside className={classes.side} aria-label={t('page.numbers')}>
          <Grants user={user} />
          <Holds user={user} />
          <LimitsLeft user={user} />
        </aside>
      </div>
      <ActDialog
        {...{ user, me, act, of, onDone }}
        onOpen={open}
        onClose={() => ask({ act: undefined, of: undefined })}
      />
    </>
  );
}

const Panel = ({ tab, children }: { tab: Tab; children: React.ReactNode }) => (
  <Tabs.Panel value={tab}>{children}</Tabs.Panel>
);
