import { serverNow } from '@tollgate/client/clock';
import { LimitCountdown } from '@tollgate/client/react';
import type { TestAccount } from '@tollgate/client/react/testing';
import { useTranslation } from 'react-i18next';
import { guest } from './demo-data.ts';
import { Section, Specimens } from './section.tsx';
import { Specimen } from './specimen.tsx';

const video = (left: number, waitMs = 0): TestAccount => ({
  limits: { video: { limit: 10, left, freeAt: left === 0 ? serverNow() + waitMs : null } },
});

const ACCOUNTS = {
  left: video(7),
  limited: video(0, 754_000),
  guest: guest(1),
  usedUp: guest(0, 43_200_000),
} as const;
const STATES = ['left', 'limited', 'guest', 'usedUp'] as const;

export function LimitSection() {
  const { t } = useTranslation('demo');
  return (
    <Section name="LimitCountdown" about={t('limit.about')}>
      <Specimens>
        {STATES.map((state) => (
          <Specimen key={state} title={t(`states.${state}`)} account={ACCOUNTS[state]}>
            <LimitCountdown aiType="video" />
          </Specimen>
        ))}
      </Specimens>
    </Section>
  );
}
