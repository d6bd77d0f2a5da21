import { ModelRecommendation } from '@tollgate/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { guest, member } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const ACCOUNTS = {
  enough: member(136.5),
  low: member(1.5),
  empty: member(0),
  guest: guest(2),
  loading: { isWaiting: true },
} as const;
const STATES = ['enough', 'low', 'empty', 'guest', 'loading'] as const;

function Choice({ first }: { first: string | null }) {
  const [service, setService] = useState(first);
  return <ModelRecommendation aiType="image" value={service} onSelect={setService} />;
}

export function ModelSection() {
  const { t } = useTranslation('demo');
  return (
    <Section name="ModelRecommendation" about={t('models.about')}>
      <Specimens>
        {STATES.map((state) => (
          <Specimen key={state} title={t(`states.${state}`)} account={ACCOUNTS[state]}>
            <Choice first={state === 'enough' ? 'flux-dev' : null} />
          </Specimen>
        ))}
      </Specimens>
    </Section>
  );
}
