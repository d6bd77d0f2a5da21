import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { showOffers } from '../../shared/credits.tsx';
import { creditsWithUnit } from '../../shared/format.ts';
import { Notice } from '../../shared/notice.tsx';

/** Before it runs out: what is left, and where there is more. */
export function LowBalance({ availableMicro }: { availableMicro: number }) {
  const { t } = useTranslation('studio');
  const amount = creditsWithUnit(availableMicro);
  return (
    <div data-testid="low-balance" style={{ marginBottom: '1rem' }}>
      <Notice tone="warning">
        <Group justify="space-between" gap="sm">
          <span className="num">{availableMicro === 0 ? t('low.none') : t('low.text', { amount })}</span>
          <Button size="xs" variant="default" onClick={showOffers}>
            {t('output.offers')}
          </Button>
        </Group>
      </Notice>
    </div>
  );
}
