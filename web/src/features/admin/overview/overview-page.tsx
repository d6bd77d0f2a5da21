import { Skeleton } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../shared/states.tsx';
import { usePageTitle } from '../../../shared/use-page-title.ts';
import { FiguresHead, periodLink } from '../shared/figures/figures-head.tsx';
import { timeOfDay } from '../shared/figures/numbers.ts';
import { Figures } from './figures.tsx';
import classes from './overview.module.css';
import { DEFAULT_PERIOD, PERIODS, type Period } from './period.ts';
import { useOverview } from './use-overview.ts';

export function OverviewPage() {
  const { t } = useTranslation('admin-overview');
  usePageTitle(t('title'));
  const { days: period = DEFAULT_PERIOD } = useSearch({ from: '/signed-in/admin/overview' });
  const { state, busy, read } = useOverview(period);
  const readAtMs = state.kind === 'ready' ? state.overview.readAtMs : null;
  return (
    <div className={classes.page}>
      <FiguresHead
        title={t('title')}
        asOf={readAtMs === null ? t('utc') : t('asOf', { time: timeOfDay(readAtMs) })}
        period={{
          label: t('period'),
          links: PERIODS.map((days) => <PeriodLink key={days} days={days} current={period} />),
        }}
        refresh={{ label: t('refresh'), busy: busy && state.kind === 'ready', read }}
      />
      {state.kind === 'loading' && <Loading label={t('loading')} />}
      {state.kind === 'failed' && <ErrorState title={t('failed')} why={state.why} onRetry={read} />}
      {state.kind === 'ready' && (
        // A longer period is read first: until then the figures are of the one that is known.
        <div aria-busy={period > state.period} className={classes.page}>
          <Figures overview={state.overview} period={Math.min(period, state.period) as Period} />
        </div>
      )}
    </div>
  );
}

function PeriodLink({ days, current }: { days: Period; current: Period }) {
  const { t } = useTranslation('admin-overview');
  return (
    <Link
      to="/admin/overview"
      search={days === DEFAULT_PERIOD ? {} : { days }}
      className={periodLink}
      aria-current={days === current ? 'true' : undefined}
      activeProps={{}}
      resetScroll={false}
    >
      {days === 1 ? t('today') : t('days', { count: days })}
    </Link>
  );
}

const Loading = ({ label }: { label: string }) => (
  <div className={classes.page} aria-busy="true" role="status" aria-label={label}>
    <Skeleton h={150} radius="lg" />
    <div className={classes.grid}>
      {[0, 1, 2, 3].map((panel) => (
        <Skeleton key={panel} h={260} radius="lg" />
      ))}
    </div>
  </div>
);
