import { useNavigate } from '@tanstack/react-router';
import { GenerationCostIndicator } from '@tollgate/client/react';
import { useTranslation } from 'react-i18next';
import { guest, member } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const ACCOUNTS = {
  enough: member(136.5),
  low: member(11),
  insufficient: member(0.5),
  guest: guest(2),
  usedUp: guest(0, 43_200_000),
  loading: { isWaiting: true },
} as const;
const STATES = ['enough', 'low', 'insufficient', 'guest', 'usedUp', 'loading'] as const;

export function CostSection({ onBuy }: { onBuy: () => void }) {
  const { t } = useTranslation('demo');
  const navigate = useNavigate();
  const signUp = () => void navigate({ to: '/sign-in', search: { mode: 'sign-up' } });
  const wanted = { aiType: 'image', service: 'nano-banana-pro' } as const;
  return (
    <Section name="GenerationCostIndicator" about={t('cost.about')}>
      <Specimens>
        {STATES.map((state) => (
          <Specimen key={state} title={t(`states.${state}`)} account={ACCOUNTS[state]}>
            <GenerationCostIndicator {...wanted} onBuy={onBuy} onSignUp={signUp} />
          </Specimen>
        ))}
      </Specimens>
      <Specimens>
        {STATES.slice(0, 4).map((state) => (
          <Specimen
            key={`badge ${state}`}
            title={t('cost.badge', { state: t(`states.${state}`) })}
            account={ACCOUNTS[state]}
          >
            <GenerationCostIndicator {...wanted} variant="compact" />
          </Specimen>
        ))}
        <Specimen title={t('cost.unpriced')} account={ACCOUNTS.enough}>
          <GenerationCostIndicator {...wanted} units={11} />
        </Specimen>
      </Specimens>
    </Section>
  );
}
