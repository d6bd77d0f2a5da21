import { Skeleton, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile, useAccount } from '../../shared/account.ts';
import { ErrorState } from '../../shared/states.tsx';
import { usePageTitle } from '../../shared/use-page-title.ts';
import classes from './account.module.css';
import { BalanceSection } from './balance-section.tsx';
import { DataSection } from './data-section.tsx';
import { LimitsSection } from './limits-section.tsx';
import { NoticesSection } from './notices-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { SpendingSection } from './spending-section.tsx';
import { UsageSection } from './usage-section.tsx';

export function AccountPage() {
  const { t } = useTranslation('account');
  usePageTitle(t('title'));
  const profile = useAccount((account) => account.profile);
  const error = useAccount((account) => account.profileError);
  const ownedMicro = useAccount(({ balance }) => balance && balance.creditsMicro + balance.heldMicro);
  // Sources and limits are fetched; what is owned is followed, and tells when they have changed.
  useEffect(() => {
    if (ownedMicro !== null) void refreshProfile();
  }, [ownedMicro]);

  if (!profile && error)
    return <ErrorState title={t('failed')} why={error} onRetry={() => void refreshProfile()} />;
  return (
    <>
      <Title order={1} mb="md">
        {t('title')}
      </Title>
      {profile ? (
        <div className={classes.page}>
          <BalanceSection profile={profile} />
          <NoticesSection />
          <LimitsSection profile={profile} />
          <UsageSection />
          <SpendingSection limit={profile.spendingLimit} />
          <ProfileSection profile={profile} />
          <DataSection profile={profile} />
        </div>
      ) : (
        <div className={classes.page} aria-busy="true">
          {[0, 1, 2, 3].map((one) => (
            <Skeleton key={one} h={220} radius="lg" />
          ))}
        </div>
      )}
    </>
  );
}
