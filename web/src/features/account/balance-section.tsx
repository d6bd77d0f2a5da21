import { Anchor } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { CreditBalance, useCredits } from '@tollgate/client/react';
import { useTranslation } from 'react-i18next';
import { showOffers } from '../../shared/credits.tsx';
import classes from './account.module.css';
import { Section } from './section.tsx';

export function BalanceSection() {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const { summary } = useCredits({ history: 0 });
  return (
    <Section title={t('balance.title')} testId="account-balance">
      <CreditBalance
        variant="full"
        onBuy={showOffers}
        onSignUp={() => void navigate({ to: '/sign-in', search: { mode: 'sign-up' } })}
      />
      {(summary?.sources.length ?? 0) > 1 && <p className={classes.hint}>{t('balance.order')}</p>}
      <Anchor size="sm" renderRoot={(props) => <Link to="/history" search={{ tab: 'credits' }} {...props} />}>
        {t('balance.movements')}
      </Anchor>
    </Section>
  );
}
