import { UsageChart } from '@tollgate/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { member, usagePoints } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const SOMEBODY = member(50);
const WAITING = { isWaiting: true };

export function UsageSection() {
  const { t } = useTranslation('demo');
  const [[month, week]] = useState(() => [usagePoints(30), usagePoints(7)]);
  return (
    <Section name="UsageChart" about={t('usage.about')}>
      <Specimens>
        <Specimen title={t('usage.month')} account={SOMEBODY} isWide>
          <UsageChart points={month ?? []} />
        </Specimen>
        <Specimen title={t('usage.week')} account={SOMEBODY}>
          <UsageChart points={week ?? []} />
        </Specimen>
        <Specimen title={t('usage.none')} account={SOMEBODY}>
          <UsageChart />
        </Specimen>
        <Specimen title={t('states.loading')} account={WAITING}>
          <UsageChart />
        </Specimen>
      </Specimens>
    </Section>
  );
}
