import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { credits, number, percent, processingTime, wholeSeconds } from '../../../shared/format.ts';
import { useClock } from '../shared/clock.ts';
import { useRefusals } from '../shared/refusals.ts';
import { recentlyEnded, useLive } from './live-store.ts';
import { chargedPerMinute, summarise } from './series.ts';
import { Sparkline } from './sparkline.tsx';
import classes from './strip.module.css';
import { runningAmongRows, useRunningCount } from './use-running.ts';

const WINDOW_MS = 15 * 60_000;
const MINUTES = 30;

/** Six numbers that tell whether all is well; drawn once a second, however much happens. */
export function Strip() {
  const { t } = useTranslation('admin-live');
  const nowMs = useClock((now) => now);
  const isKnown = useLive((live) => live.phase === 'listening');
  const counted = useRunningCount();
  const refusals = useRefusals((known) => known.today);
  const recent = recentlyEnded();
  const { spanMs, ended, missed, chargedMicroPerMinute, successRate, p50Ms, p95Ms } = summarise(
    recent,
    nowMs,
    WINDOW_MS,
  );
  const shown = (value: string | null) => (isKnown && value !== null ? value : '–');
  const time = (ms: number | null) => shown(ms === null ? null : processingTime(ms));
  const rate = credits(Math.round(chargedMicroPerMinute / 10_000) * 10_000);
  return (
    <section className={`surface ${classes.strip} num`} aria-label={t('strip.label')} data-testid="strip">
      <dl className={classes.stats}>
        <Stat label={t('strip.running')}>{shown(number(Math.max(counted ?? 0, runningAmongRows())))}</Stat>
        <Stat label={t('strip.rate')} wide>
          {shown(rate)}
          <Sparkline points={chargedPerMinute(recent.ended.values(), nowMs, MINUTES)} />
        </Stat>
        <Stat label={t('strip.success')}>{shown(successRate === null ? null : percent(successRate))}</Stat>
        <Stat label={t('strip.p50')}>{time(p50Ms)}</Stat>
        <Stat label={t('strip.p95')}>{time(p95Ms)}</Stat>
        {refusals && (
          <Stat label={t('strip.refusals')}>
            {number(Object.values(refusals).reduce((sum, count) => sum + count, 0))}
          </Stat>
        )}
      </dl>
      <p className={classes.span}>
        {isKnown &&
          t('strip.span', { count: ended, ended: number(ended), span: wholeSeconds(Math.round(spanMs)) })}
        {isKnown && missed > 0 && ` ${t('strip.missed', { count: missed, missed: number(missed) })}`}
      </p>
    </section>
  );
}

function Stat({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
