import { Skeleton, Title } from '@mantine/core';
import { Suspense, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile, useAccount } from '../../shared/account.ts';
import { ConfirmEmail } from '../../shared/confirm-email.tsx';
import { Credits } from '../../shared/credits.tsx';
import { useSession } from '../../shared/session.ts';
import { ErrorState } from '../../shared/states.tsx';
import { usePageTitle } from '../../shared/use-page-title.ts';
import classes from './account.module.css';
import { BalanceSection } from './balance-section.tsx';
import { DataSection } from './data-section.tsx';
import { KeysSection } from './keys-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { PurchasesSection } from './purchases-section.tsx';
import { SpendingSection } from './spending-section.tsx';
import { UsageSection } from './usage-section.tsx';

export function AccountPage() {
  const { t } = useTranslation('account');
  usePageTitle(t('title'));
  const profile = useAccount((account) => account.profile);
  // What is below the first screen is drawn after it, in pieces between which the page answers.
  const isWhole = useDeferredValue(profile !== null, false);
  const error = useAccount((account) => account.profileError);
  const isUnproven = useSession(({ user }) => Boolean(user?.email) && user?.isEmailVerified === false);
  if (!profile && error)
    return <ErrorState title={t('failed')} why={error} onRetry={() => void refreshProfile()} />;
  return (
    <Credits>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      {profile && (profile.welcomeWaitsMicro || isUnproven) && (
        <Suspense>
          <ConfirmEmail email={profile.email} amountMicro={profile.welcomeWaitsMicro} />
        </Suspense>
      )}
      {profile ? (
        <div className={classes.page}>
          <BalanceSection />
          {isWhole && (
            <>
              <NoticesSection />
              <LimitsSection isGuest={profile.isGuest} />
              {!profile.isGuest && <PurchasesSection />}
              <UsageSection />
              <SpendingSection limit={profile.spendingLimit} />
              <ProfileSection profile={profile} />
              <DataSection profile={profile} />
              {!profile.isGuest && <KeysSection />}
            </>
          )}
        </div>
      ) : (
        <div className={classes.page} aria-busy="true">
          {[0, 1, 2, 3].map((one) => (
            <Skeleton key={one} h={220} radius="lg" />
          ))}
        </div>
      )}
    </Credits>
  );
}
