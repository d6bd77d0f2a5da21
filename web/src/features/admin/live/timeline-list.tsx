import type { LiveActivity } from '@tollgate/client';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { useTranslation } from 'react-i18next';
import { clockTime, dateTime, percent as percentText, processingTime } from '../../../shared/format.ts';
import { useClock } from '../shared/clock.ts';
import classes from './activity-drawer.module.css';
import { type Step, type StepName, timelineOf } from './timeline.ts';
import { creditsText, type Words } from './words.ts';

interface Props {
  activity: LiveActivity;
  whole: Activity | null;
  ledger: readonly LedgerEntry[];
}

const TONES: Partial<Record<StepName, 'good' | 'bad' | 'warn'>> = {
  completed: 'good',
  failed: 'bad',
  overdue: 'bad',
  cancelled: 'warn',
  expired: 'warn',
  cancelAsked: 'warn',
};

export function Timeline({ activity, whole, ledger }: Props) {
  const { t } = useTranslation('admin-live');
  // To the minute: only "overdue" asks for the time.
  const minute = useClock((nowMs) => Math.floor(nowMs / 60_000));
  const steps = timelineOf(activity, whole, ledger, minute * 60_000);
  return (
    <section aria-label={t('drawer.timeline')} data-testid="timeline">
      <h3 className={classes.heading}>{t('drawer.timeline')}</h3>
      <ol className={`${classes.timeline} num`}>
        {steps.map((step) => (
          <li key={`${step.name} ${step.atMs}`} data-step={step.name} data-tone={TONES[step.name]}>
            <time title={dateTime(step.atMs)}>{clockTime(step.atMs)}</time>
            <span>
              {t(`step.${step.name}`)}
              <small className="break">{detailOf(t, step)}</small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function detailOf(t: Words, { name, amountMicro, tookMs, percent: done, said }: Step): string {
  const details = [
    amountMicro === undefined ? null : creditsText(t, amountMicro),
    tookMs === undefined
      ? null
      : t(name === 'started' ? 'drawer.afterWaiting' : 'drawer.took', { time: processingTime(tookMs) }),
    done === undefined ? null : percentText(done / 100),
    said,
  ];
  return details.filter(Boolean).join(' · ');
}
