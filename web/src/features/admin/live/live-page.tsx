import { ActionIcon, Title } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import {
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { checkRole } from '../../../shared/account.ts';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { followRefusals } from '../shared/refusals.ts';
import { Alerts } from './alerts.tsx';
import { attachAlerts } from './alerts-store.ts';
import { Announcer } from './announcer.tsx';
import { Filters } from './filters.tsx';
import classes from './live.module.css';
import { LiveDot } from './live-dot.tsx';
import { LiveList, Loading } from './live-list.tsx';
import { attachLive, useLive } from './live-store.ts';
import { PauseButton } from './pause-button.tsx';
import { Strip } from './strip.tsx';
import { useKeys } from './use-keys.ts';
import { useLiveSearch } from './use-live-search.ts';

const ActivityDrawer = lazy(() =>
  import('./activity-drawer.tsx').then(({ ActivityDrawer }) => ({ default: ActivityDrawer })),
);
const KeysDialog = lazy(() =>
  import('./keys-dialog.tsx').then(({ KeysDialog }) => ({ default: KeysDialog })),
);
const StoredList = lazy(() =>
  import('./stored-list.tsx').then(({ StoredList }) => ({ default: StoredList })),
);

/** What is happening now. The parts follow the store by themselves: a change draws only what it concerns. */
export function LivePage() {
  const { t } = useTranslation('admin-live');
  usePageTitle(t('title'));
  const { search, close } = useLiveSearch();
  const [attempt, setAttempt] = useState(0);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const searchRef = useRef<HTMLInputElement>(null);
  // A new attempt attaches anew.
  useEffect(() => attachLive(() => void checkRole()), [attempt]);
  useEffect(() => attachAlerts(), []);
  useEffect(() => followRefusals(), []);
  const onHelp = useCallback(() => setHelpOpen(true), []);
  useKeys(searchRef, onHelp);
  return (
    <>
      <div className={classes.live}>
        <div className={classes.head}>
          <Title order={1}>{t('title')}</Title>
          <div className={classes.state}>
            <LiveDot />
            <PauseButton />
            <ActionIcon
              variant="default"
              size={30}
              visibleFrom="xs"
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
          <Suspense fallback={<Loading />}>
            <StoredList searchRef={searchRef} />
          </Suspense>
        ) : (
          <>
            <LiveFilters searchRef={searchRef} />
            <LiveList onRetry={() => setAttempt(attempt + 1)} />
          </>
        )}
      </div>
      <Suspense>
        <WhenAsked isAsked={search.activity !== undefined}>
          <ActivityDrawer activityId={search.activity} onClose={close} />
        </WhenAsked>
        <WhenAsked isAsked={isHelpOpen}>
          <KeysDialog opened={isHelpOpen} onClose={() => setHelpOpen(false)} />
        </WhenAsked>
      </Suspense>
      <Announcer />
    </>
  );
}

/** Downloaded when it is first asked for, and there from then on, so that it closes as it opens. */
function WhenAsked({ isAsked, children }: { isAsked: boolean; children: ReactNode }) {
  const [wasAsked, setWasAsked] = useState(isAsked);
  if (isAsked && !wasAsked) setWasAsked(true);
  return wasAsked && children;
}

function LiveFilters({ searchRef }: { searchRef: RefObject<HTMLInputElement | null> }) {
  const activities = useLive((live) => live.shown);
  return <Filters activities={activities} searchRef={searchRef} />;
}
