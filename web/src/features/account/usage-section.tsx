import { Skeleton } from '@mantine/core';
import type { UsageSummary as Usage } from '@tollgate/client';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { credits, creditsWithUnit } from '../../shared/format.ts';
import { tollgate } from '../../shared/sdk.ts';
import { ErrorState } from '../../shared/states.tsx';
import classes from './account.module.css';
import { Section } from './section.tsx';
import { daysKnown, spentByDay, type Used, usageByService } from './usage.ts';

export function UsageSection() {
  const { t } = useTranslation('account');
  const [usage, setUsage] = useState<Usage | null>(null);
  const [error, setError] = useState<string | null>(null);
  const ownedMicro = useAccount(({ balance }) => balance && balance.creditsMicro + balance.heldMicro);
  const load = useCallback(async () => {
    const answer = await tollgate().getUsage();
    setError(answer.success ? null : answer.error);
    if (answer.success) setUsage(answer.data);
  }, []);
  // Every charge changes what is owned.
  useEffect(() => {
    void load();
  }, [load, ownedMicro]);
  return (
    <Section title={t('usage.title')} testId="account-usage" wide>
      {usage ? (
        <Services usage={usage} />
      ) : error ? (
        <ErrorState title={t('usage.failed')} why={error} onRetry={() => void load()} />
      ) : (
        <Skeleton h={120} radius="md" />
      )}
    </Section>
  );
}

function Services({ usage }: { usage: Usage }) {
  const { t } = useTranslation('account');
  const services = useAccount((account) => account.profile?.prices.services);
  const nowMs = Date.now();
  const rows = usageByService(usage, nowMs);
  if (rows.length === 0) return <p className={classes.hint}>{t('usage.none')}</p>;
  const bars = spentByDay(usage, nowMs);
  const most = Math.max(1, ...bars.map(({ spentMicro }) => spentMicro));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('usage.byService')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('usage.service')}</th>
              {(['today', 'week', 'month', 'average'] as const).map((column) => (
                <th key={column} scope="col" className={classes.end}>
                  {t(`usage.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ service, today, week, month, averageMicro }) => (
              <tr key={service} data-testid="usage-row" data-service={service}>
                <td>{services?.[service]?.label ?? service}</td>
                <Cell used={today} />
                <Cell used={week} />
                <Cell used={month} />
                <td className={`${classes.end} num`}>{credits(Math.round(averageMicro / 1_000) * 1_000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className={classes.bars} aria-label={t('usage.byDay')}>
        {bars.map(({ day, spentMicro }) => {
          const told = t('usage.day', { day, amount: creditsWithUnit(spentMicro) });
          return (
            <li key={day} style={{ height: `${(spentMicro / most) * 100}%` }} title={told}>
              <span className="visually-hidden">{told}</span>
            </li>
          );
        })}
      </ul>
      <p className={classes.hint}>{t('usage.hint', { count: daysKnown(usage, nowMs) })}</p>
    </>
  );
}

function Cell({ used: { generations, spentMicro } }: { used: Used }) {
  const { t } = useTranslation('account');
  return (
    <td className={`${classes.end} num`}>
      {credits(spentMicro)}
      <div className={classes.sub}>{t('usage.generations', { count: generations })}</div>
    </td>
  );
}
