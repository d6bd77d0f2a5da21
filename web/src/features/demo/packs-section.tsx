import { Button } from '@mantine/core';
import { CreditPacksModal } from '@tollgate/client/react';
import type { TestAccount } from '@tollgate/client/react/testing';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { demoPrices, guest, member } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const LOW = member(3);
const NO_PACKS = member(3, {
  prices: { version: 1, services: {}, packs: {}, sellsPacks: false, plans: {}, lowBalanceMicro: 0 },
});
const accept = () => ({ success: true }) as const;

const OTHERS = ['hosted', 'unavailable', 'guest', 'withoutCheckout', 'none'] as const;
type Other = (typeof OTHERS)[number];

const accountsOf = (t: TFunction<'demo'>): Record<Other, TestAccount> => ({
  hosted: LOW,
  unavailable: member(3, {
    checkoutFailure: { code: 'payment_unavailable', message: t('packs.unavailableWhy'), details: {} },
  }),
  guest: guest(2),
  withoutCheckout: member(3, { prices: { ...demoPrices(t), sellsPacks: false } }),
  none: NO_PACKS,
});

/** The packs, opened by a button; also by those of the balance and the cost, above it. */
export function PacksSection({ isOpen, onToggle }: { isOpen: boolean; onToggle: (isOpen: boolean) => void }) {
  const { t } = useTranslation('demo');
  const [opened, setOpened] = useState<Other | null>(null);
  const accounts = useMemo(() => accountsOf(t), [t]);
  const close = () => setOpened(null);
  return (
    <Section name="CreditPacksModal" about={t('packs.about')}>
      <Specimens>
        <Specimen title={t('packs.withCheckout')} account={LOW} onPurchase={accept}>
          <Button onClick={() => onToggle(true)} w="fit-content">
            {t('packs.open')}
          </Button>
          <CreditPacksModal isOpen={isOpen} onClose={() => onToggle(false)} bestValue="creator" />
        </Specimen>
        {OTHERS.map((other) => (
          <Specimen key={other} title={t(`packs.${other}`)} account={accounts[other]}>
            <Button variant="default" onClick={() => setOpened(other)} w="fit-content">
              {t('packs.open')}
            </Button>
            <CreditPacksModal isOpen={opened === other} onClose={close} onSignUp={close} />
          </Specimen>
        ))}
      </Specimens>
    </Section>
  );
}
