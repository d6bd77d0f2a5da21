import { Skeleton } from '@mantine/core';
import type { LiveActivity } from '@tollgate/client';
import { lazy, Suspense, useMemo } from 'react';
import { creditsWithUnit } from '../../../shared/format.ts';
import classes from './live.module.css';
import { chargedPerMinute } from './series.ts';

const RateChart = lazy(() => import('./rate-chart.tsx').then(({ RateChart }) => ({ default: RateChart })));

const MINUTES = 30;
const MINUTE_MS = 60_000;

/** Charged credits per minute, of the activities that the live view holds. */
export function Charged({ activities, nowMs }: { activities: LiveActivity[]; nowMs: number }) {
  const minute = Math.floor(nowMs / MINUTE_MS);
  const points = useMemo(
    () => chargedPerMinute(activities, minute * MINUTE_MS, MINUTES),
    [activities, minute],
  );
  const totalMicro = points.reduce((total, point) => total + point.chargedMicro, 0);
  const count = points.reduce((total, point) => total + point.generations, 0);
  return (
    <section className={`surface ${classes.chart}`} aria-label="Charged in the last 30 minutes">
      <p className={`${classes.chartHead} num`}>
        <span>Credits charged per minute, last {MINUTES} minutes</span>
        <span>
          {creditsWithUnit(totalMicro)} · {count} ended
        </span>
      </p>
      <div aria-hidden="true" style={{ minHeight: 120 }}>
        <Suspense fallback={<Skeleton h={120} />}>
          <RateChart points={points} />
        </Suspense>
      </div>
    </section>
  );
}
