import { Skeleton, Tabs, Title, VisuallyHidden } from '@mantine/core';
import type { AiType } from '@tollgate/client';
import { useCredits } from '@tollgate/client/react';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile, useAccount } from '../../shared/account.ts';
import { Credits } from '../../shared/credits.tsx';
import { isKind, KIND_LOOKS, kindName } from '../../shared/kinds.ts';
import { useSession } from '../../shared/session.ts';
import { ErrorState } from '../../shared/states.tsx';
import { usePageTitle } from '../../shared/use-page-title.ts';
import { followElsewhere } from './elsewhere.ts';
import { GuestBanner } from './guest-banner.tsx';
import { keepDrafts, showKind, useKind } from './keep-drafts.ts';
import { LowBalance } from './low-balance.tsx';
import { Output } from './output.tsx';
import { PromptForm } from './prompt-form.tsx';
import { Recent } from './recent.tsx';
import { claimRuns, useRuns } from './run-store.ts';
import classes from './studio-page.module.css';

/** For the few whose welcome waits. */
const ConfirmEmail = lazy(async () => ({
  default: (await import('../../shared/confirm-email.tsx')).ConfirmEmail,
}));

const NONE: ReturnType<typeof useRuns.getState>['byKind'] = {};

export function StudioPage() {
  return (
    <Credits>
      <Studio />
    </Credits>
  );
}

function Studio() {
  const { t } = useTranslation('studio');
  usePageTitle(t('title'));
  const kind = useKind();
  // What nobody has opened is not drawn; what was opened stays as it was left.
  const [opened, setOpened] = useState<readonly AiType[]>([kind]);
  if (!opened.includes(kind)) setOpened([...opened, kind]);
  const userId = useSession((session) => session.user?.userId);
  const profile = useAccount((account) => account.profile);
  const profileError = useAccount((account) => account.profileError);
  const { prices, isLow, isGuest, availableMicro } = useCredits({ history: 0 });
  const runs = useRuns((store) => (store.userId === userId ? store.byKind : NONE));
  useEffect(() => {
    if (userId === undefined) return;
    claimRuns(userId);
    keepDrafts(userId);
    return followElsewhere();
  }, [userId]);

  if (!profile && profileError) {
    return <ErrorState title={t('accountFailed')} why={profileError} onRetry={() => void refreshProfile()} />;
  }
  return (
    <>
      <VisuallyHidden>
        <Title order={1}>{t('title')}</Title>
      </VisuallyHidden>
      {profile?.guest && <GuestBanner left={profile.guest} />}
      {profile?.welcomeWaitsMicro && (
        <Suspense>
          <ConfirmEmail email={profile.email} amountMicro={profile.welcomeWaitsMicro} />
        </Suspense>
      )}
      {isLow && !isGuest && !profile?.welcomeWaitsMicro && <LowBalance availableMicro={availableMicro} />}
      <Tabs
        value={kind}
        onChange={(value) => {
          if (isKind(value)) showKind(value);
        }}
        variant="unstyled"
        classNames={{ list: classes.kinds, tab: classes.kind, tabSection: classes.kindIcon }}
        keepMounted
      >
        <Tabs.List aria-label={t('whatToGenerate')}>
          {AI_TYPES.map((name) => {
            const { icon: Icon } = KIND_LOOKS[name];
            return (
              <Tabs.Tab
                key={name}
                value={name}
                leftSection={<Icon size={18} stroke={1.75} aria-hidden="true" />}
              >
                {kindName(name)}
                {runs[name]?.phase === 'running' && (
                  <span className={classes.running} role="img" aria-label={t('running')} />
                )}
              </Tabs.Tab>
            );
          })}
        </Tabs.List>
        {AI_TYPES.map((name) => (
          <Tabs.Panel key={name} value={name} className={classes.panel}>
            {!opened.includes(name) ? null : profile ? (
              <div className={classes.columns}>
                <PromptForm aiType={name} profile={profile} prices={prices ?? profile.prices} />
                <Output aiType={name} run={runs[name]} />
              </div>
            ) : (
              <div className={classes.columns} aria-busy="true">
                <Skeleton h={460} radius="lg" />
                <Skeleton h={460} radius="lg" />
              </div>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
      <Recent />
    </>
  );
}
