import { Button } from '@mantine/core';
import { CreditPacksModal } from '@tollgate/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { member } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const LOW = member(3);
const NO_PACKS = member(3, { prices: { version: 1, services: {}, packs: {}, sellsPacks: false, plans: {} } });
const accept = () => ({ success: true }) as const;

/** The packs, opened by a button; also by those of the balance and the cost, above it. */
export function PacksSection({ isOpen, onToggle }: { isOpen: boolean; onToggle: (isOpen: boolean) => void }) {
  const { t } = useTranslation('demo');
  const [without, setWithout] = useState<'checkout' | 'packs' | null>(null);
  return (
    <Section name="CreditPacksModal" about={t('packs.about')}>
      <Specimens>
        <Specimen title={t('packs.withCheckout')} account={LOW} onPurchase={accept}>
          <Button onClick={() => onToggle(true)} w="fit-content">
            {t('packs.open')}
          </Button>
          <CreditPacksModal isOpen={isOpen} onClose={() => onToggle(false)} bestValue="creator" />
        </Specimen>
        <Specimen title={t('packs.withoutCheckout')} account={LOW}>
          <Button variant="default" onClick={() => setWithout('checkout')} w="fit-content">
            {t('packs.open')}
          </Button>
          <CreditPacksModal isOpen={without === 'checkout'} onClose={() => setWithout(null)} />
        </Specimen>
        <Specimen title={t('packs.none')} account={NO_PACKS}>
          <Button variant="default" onClick={() => setWithout('packs')} w="fit-content">
            {t('packs.open')}
          </Button>
          <CreditPacksModal isOpen={without === 'packs'} onClose={() => setWithout(null)} />
        </Specimen>
      </Specimens>
    </Section>
  );
}
