import { useNavigate } from '@tanstack/react-router';
import { CreditBalance } from '@tollgate/client/react';
import { useTranslation } from 'react-i18next';
import { guest, member, richMember } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const DAY = 86_400_000;
const failure = { code: 'network', message: 'The server could not be reached.', details: {} } as const;

/** Made once: see `Specimen`. */
const ACCOUNTS = {
  enough: member(136.5),
  held: member(134.5, { heldMicro: 2_000_000 }),
  low: member(3),
  guest: guest(2),
  usedUp: guest(0, DAY / 2),
  loading: { isWaiting: true },
  failed: { failure },
  nobody: { user: null },
  suspended: member(50, { status: 'suspended' }),
  empty: member(0),
  offline: member(42, { isOffline: true }),
  rich: richMember(),
} as const;

const COMPACT = ['enough', 'held', 'low', 'guest', 'usedUp', 'loading', 'failed', 'nobody'] as const;
const FULL = ['rich', 'low', 'empty', 'suspended', 'offline', 'guest', 'usedUp'] as const;

export function BalanceSection({ onBuy }: { onBuy: () => void }) {
  const { t } = useTranslation('demo');
  const navigate = useNavigate();
  const signUp = () => void navigate({ to: '/sign-in', search: { mode: 'sign-up' } });
  return (
    <Section name="CreditBalance" about={t('balance.about')}>
      <Specimens>
        {COMPACT.map((state) => (
          <Specimen
            key={state}
            title={t('balance.compact', { state: t(`states.${state}`) })}
            account={ACCOUNTS[state]}
          >
            <CreditBalance onBuy={onBuy} onSignUp={signUp} />
          </Specimen>
        ))}
      </Specimens>
      <Specimens>
        {FULL.map((state) => (
          <Specimen
            key={`full ${state}`}
            title={t('balance.full', { state: t(`states.${state}`) })}
            account={ACCOUNTS[state]}
          >
            <CreditBalance variant="full" onBuy={onBuy} onSignUp={signUp} />
          </Specimen>
        ))}
      </Specimens>
    </Section>
  );
}
