import { Skeleton } from '@mantine/core';
import type { UsageSummary as Usage } from '@tollgate/client';
import { serverNow } from '@tollgate/client/clock';
import { UsageChart, usageByDay, useUsage } from '@tollgate/client/react';
import { MAX_USAGE_DAYS } from '@tollgate/contract/account/usage';
import { daysKnown, type Used, usageByService } from '@tollgate/contract/account/usage-by-service';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../shared/account.ts';
import { credits } from '../../shared/format.ts';
import { ErrorState } from '../../shared/states.tsx';
import classes from './account.module.css';
import { Section } from './section.tsx';

export function UsageSection() {
  const { t } = useTranslation('account');
  const { usage, error, reload } = useUsage();
  return (
    <Section title={t('usage.title')} testId="account-usage" wide>
      {usage ? (
        <Services usage={usage} />
      ) : error ? (
        <ErrorState title={t('usage.failed')} why={error.message} onRetry={reload} />
      ) : (
        <Skeleton h={120} radius="md" />
      )}
    </Section>
  );
}

function Services({ usage }: { usage: Usage }) {
  const { t } = useTranslation('account');
  const services = useAccount((account) => account.profile?.prices.services);
  const nowMs = serverNow();
  const rows = usageByService(usage, nowMs);
  if (rows.length === 0) return <p className={classes.hint}>{t('usage.none')}</p>;
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
      <div className={classes.chart}>
        <UsageChart points={usageByDay(usage.days, MAX_USAGE_DAYS, nowMs)} since={usage.since} />
      </div>
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
