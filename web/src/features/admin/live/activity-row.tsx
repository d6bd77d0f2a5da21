import type { LiveActivity } from '@tollgate/client';
import { isOpen } from '@tollgate/contract/activity/status';
import { memo } from 'react';
import { creditsOf } from '../../../shared/activity-credits.ts';
import { ago, dateTime } from '../../../shared/format.ts';
import { KIND_LOOKS, kindName } from '../../../shared/kinds.ts';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import { useClock } from '../shared/clock.ts';
import classes from './activity-table.module.css';
import { FRESH_MS } from './view.ts';
import { tookOf, unitsText, type Words, whoOf } from './words.ts';

interface Props {
  activity: LiveActivity;
  /** The one that the Tab key comes to. */
  isCurrent: boolean;
  freshSinceMs: number | null;
  onOpen(activityId: string): void;
  t: Words;
}

/** Drawn anew only when its activity changes; its times tick by themselves. */
export const ActivityRow = memo(function ActivityRow({
  activity,
  isCurrent,
  freshSinceMs,
  onOpen,
  t,
}: Props) {
  const { activityId, userId, email, country, aiType, service, status, progress } = activity;
  const { icon: Icon } = KIND_LOOKS[aiType];
  const { amount, what } = creditsOf(activity);
  const who = whoOf(t, activity);
  const isFresh = useClock((nowMs) => freshSinceMs !== null && nowMs - freshSinceMs < FRESH_MS);
  return (
    <tr
      data-testid="activity-row"
      data-status={status}
      data-activity={activityId}
      data-fresh={isFresh || undefined}
    >
      <td className={classes.who}>
        <span className="clip" dir="auto">
          {who}
          {country && <span className={classes.sub}> · {country}</span>}
        </span>
        <span className={`${classes.sub} clip`} dir="auto">
          {email === who ? '' : (email ?? userId)}
        </span>
      </td>
      <td className={classes.what}>
        <span>
          <span className={classes.icon} role="img" aria-label={kindName(aiType)} title={kindName(aiType)}>
            <Icon size={18} stroke={1.6} />
          </span>
          <span className={classes.lines}>
            <button
              type="button"
              className={`${classes.open} clip`}
              dir="auto"
              data-row={activityId}
              tabIndex={isCurrent ? 0 : -1}
              onClick={() => onOpen(activityId)}
            >
              {activity.promptPreview || t('details')}
            </button>
            <span className={`${classes.sub} clip`}>
              {service} · {unitsText(t, activity.units, activity.unit)}
            </span>
          </span>
        </span>
      </td>
      <td className={classes.status}>
        <StatusBadge status={status} label={t(`status.${status}`)} />
        {isOpen(status) && (
          <div
            className={classes.progress}
            role="progressbar"
            aria-label={t('progress')}
            aria-valuenow={progress}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <div style={{ transform: `scaleX(${progress / 100})` }} />
          </div>
        )}
      </td>
      <td className={`${classes.end} ${classes.credits} num`}>
        {amount}
        <span className={classes.sub}> {what}</span>
      </td>
      <td className={`${classes.end} ${classes.created} num`}>
        <Created atMs={activity.createdAt} />
      </td>
      <td className={`${classes.end} ${classes.took} num`}>
        <Took activity={activity} />
      </td>
    </tr>
  );
});

const Created = ({ atMs }: { atMs: number }) => (
  <time title={dateTime(atMs)}>{useClock((nowMs) => ago(atMs, nowMs))}</time>
);

const Took = ({ activity }: { activity: LiveActivity }) => useClock((nowMs) => tookOf(activity, nowMs));
