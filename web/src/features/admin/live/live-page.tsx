import { ActionIcon, Title } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkRole, useAccount } from '../../../shared/account.ts';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { GrantForm } from '../users/grant-form.tsx';
import { StatusForm } from '../users/status-form.tsx';
import { ActivityDrawer } from './activity-drawer.tsx';
import { Alerts } from './alerts.tsx';
import { attachAlerts } from './alerts-store.ts';
import { Announcer } from './announcer.tsx';
import { Filters } from './filters.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import classes from './live.module.css';
import { LiveDot } from './live-dot.tsx';
import { LiveList } from './live-list.tsx';
import { attachLive, useLive } from './live-store.ts';
import { PauseButton } from './pause-button.tsx';
import { StoredList } from './stored-list.tsx';
import { Strip } from './strip.tsx';
import { useKeys } from './use-keys.ts';
import { useLiveSearch } from './use-live-search.ts';

/** What is happening now. The parts follow the store by themselves: a change draws only what it concerns. */
export function LivePage() {
  const { t } = useTranslation('admin-live');
  usePageTitle(t('title'));
  const role = useAccount((account) => account.staffRole);
  const { search, close } = useLiveSearch();
  const [attempt, setAttempt] = useState(0);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const searchRef = useRef<HTMLInputElement>(null);
  // A new attempt attaches anew.
  useEffect(() => attachLive(() => void checkRole()), [attempt]);
  useEffect(() => attachAlerts(), []);
  const onHelp = useCallback(() => setHelpOpen(true), []);
  useKeys(searchRef, onHelp);
  return (
    <div className={classes.console}>
      <div className={classes.live}>
        <div className={classes.head}>
          <Title order={1}>{t('title')}</Title>
          <div className={classes.state}>
            <LiveDot />
            <PauseButton />
            <ActionIcon
              variant="default"
              size={30}
              aria-label={t('keys.title')}
              aria-keyshortcuts="?"
              title={t('keys.title')}
              onClick={onHelp}
            >
              <IconKeyboard size={17} stroke={1.6} />
            </ActionIcon>
          </div>
        </div>
        <Alerts />
        <Strip />
        {search.list === 'stored' ? (
          <StoredList searchRef={searchRef} />
        ) : (
          <>
            <LiveFilters searchRef={searchRef} />
            <LiveList onRetry={() => setAttempt(attempt + 1)} />
          </>
        )}
      </div>
      <aside className={classes.side} aria-label={t('acts')}>
        {role === 'admin' && <GrantForm />}
        <StatusForm />
      </aside>
      <ActivityDrawer activityId={search.activity} onClose={close} />
      <KeysDialog opened={isHelpOpen} onClose={() => setHelpOpen(false)} />
      <Announcer />
    </div>
  );
}

function LiveFilters({ searchRef }: { searchRef: React.RefObject<HTMLInputElement | null> }) {
  const activities = useLive((live) => live.shown);
  return <Filters activities={activities} searchRef={searchRef} />;
}
