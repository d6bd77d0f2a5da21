import { Skeleton } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import layout from '../overview/overview.module.css';
import { daysUntil } from '../overview/period.ts';
import { totalOf } from '../overview/series.ts';
import { FiguresHead, periodLink } from '../shared/figures/figures-head.tsx';
import { timeOfDay } from '../shared/figures/numbers.ts';
import { Panel } from '../shared/figures/panel.tsx';
import { Tiles } from '../shared/figures/tiles.tsx';
import { allCallsOf, callsOf } from './calls.ts';
import { HEALTH_PERIODS, type HealthPeriod } from './health-search.ts';
import { Jobs } from './jobs-table.tsx';
import { Reconciliation } from './reconciliation.tsx';
import { Settings } from './settings.tsx';
import { type Health, useHealth } from './use-health.ts';

export function HealthPage() {
  const { t } = useTranslation('admin-health');
  usePageTitle(t('title'));
  const { days: period = 1 } = useSearch({ from: '/signed-in/admin/health' });
  const { state, busy, read } = useHealth();
  return (
    <div className={layout.page}>
      <FiguresHead
        title={t('title')}
        asOf={state.kind === 'ready' ? t('asOf', { time: timeOfDay(state.health.readAtMs) }) : '\u00a0'}
        period={{
          label: t('period'),
          links: HEALTH_PERIODS.map((days) => (
            <Link
              key={days}
              to="/admin/health"
              search={days === 1 ? {} : { days }}
              className={periodLink}
              aria-current={days === period ? 'true' : undefined}
              activeProps={{}}
              resetScroll={false}
            >
              {t('days', { count: days })}
            </Link>
          )),
        }}
        refresh={{ label: t('refresh'), busy: busy && state.kind === 'ready', read }}
      />
      {state.kind === 'loading' && (
        <div className={layout.page} aria-busy="true" role="status" aria-label={t('loading')}>
          <Skeleton h={90} radius="lg" />
          <Skeleton h={240} radius="lg" />
          <Skeleton h={240} radius="lg" />
        </div>
      )}
      {state.kind === 'failed' && <ErrorState title={t('failed')} why={state.why} onRetry={read} />}
      {state.kind === 'ready' && <Vitals health={state.health} period={period} />}
    </div>
  );
}

function Vitals({ health, period }: { health: Health; period: HealthPeriod }) {
  const { t } = useTranslation('admin-health');
  const total = totalOf(daysUntil(health.readAtMs, period), health.days);
  const { count, errors, p95, database } = allCallsOf(total);
  const tile = (id: 'calls' | 'errors' | 'p95' | 'database' | 'open' | 'overdue' | 'held') => ({
    id,
    label: t(`tiles.${id}`),
  });
  return (
    <>
      <Tiles
        label={t('title')}
        tiles={[
          { ...tile('calls'), kind: 'count', value: count },
          { ...tile('errors'), kind: 'count', value: errors },
          { ...tile('p95'), kind: 'ms', value: p95 },
          { ...tile('database'), kind: 'share', value: database },
          { ...tile('open'), kind: 'count', value: health.openHolds },
          {
            ...tile('overdue'),
            kind: 'count',
            value: health.overdueHolds,
            ...(health.overdueHolds > 0 ? { note: t('tiles.overdueNote') } : {}),
          },
          { ...tile('held'), kind: 'credits', value: health.heldMicro },
        ]}
      />
      <Settings settings={health.settings} />
      <Jobs runs={health.runs} nowMs={health.readAtMs} />
      <Panel
        id="calls"
        title={t('calls.title')}
        hint={t('calls.hint')}
        table={callsOf(total)}
        draw={null}
        columnName={(key) => t(`columns.${key}`)}
        nothing={t('calls.nothing')}
      />
      <Reconciliation
        last={health.runs.find(({ id }) => id === 'reconcile') ?? null}
        nowMs={health.readAtMs}
      />
    </>
  );
}
