import { Progress } from '@mantine/core';
import type { LimitLeft, UserProfile } from '@tollgate/client';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refreshProfile } from '../../shared/account.ts';
import { duration } from '../../shared/format.ts';
import { KIND_NAMES } from '../../shared/kinds.ts';
import { useNow } from '../../shared/use-now.ts';
import classes from './account.module.css';
import { Section } from './section.tsx';

export function LimitsSection({ profile: { limits, guest } }: { profile: UserProfile }) {
  const { t } = useTranslation('account');
  const waits = [...Object.values(limits), ...(guest ? [guest] : [])].flatMap(({ freeAt }) => freeAt ?? []);
  const nowMs = useNow(waits.length > 0 ? 1_000 : null);
  const isOver = waits.some((freeAt) => freeAt <= nowMs);
  useEffect(() => {
    if (isOver) void refreshProfile();
  }, [isOver]);
  return (
    <Section title={t('limits.title')} testId="account-limits">
      <p className={classes.hint}>{t('limits.hint')}</p>
      <ul className={classes.list}>
        {guest && <Left label={t('limits.guest')} left={guest} nowMs={nowMs} />}
        {KIND_NAMES.map((kind) => (
          <Left key={kind} label={t(`kind.${kind}`, { ns: 'common' })} left={limits[kind]} nowMs={nowMs} />
        ))}
      </ul>
    </Section>
  );
}

function Left({ label, left: one, nowMs }: { label: string; left: LimitLeft; nowMs: number }) {
  const { t } = useTranslation('account');
  const { limit, left, freeAt } = one;
  const told = limit === 0 ? t('limits.closed') : t('limits.left', { left, limit });
  return (
    <li>
      <div className={classes.line}>
        <span>{label}</span>
        <span className="num">{told}</span>
      </div>
      <Progress
        size="xs"
        mt={4}
        color={left === 0 ? 'red' : undefined}
        value={limit === 0 ? 0 : (left / limit) * 100}
        aria-label={`${label}: ${told}`}
      />
      {freeAt !== null && freeAt > nowMs && (
        <div className={`${classes.sub} num`}>{t('limits.next', { time: duration(freeAt - nowMs) })}</div>
      )}
    </li>
  );
}
