import { Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LiveActivity } from '@tollgate/client';
import { creditsOf } from '../../../shared/activity-credits.ts';
import { ago, dateTime, processingTime } from '../../../shared/format.ts';
import { countOf, KINDS } from '../../../shared/kinds.ts';
import { StatusBadge } from '../../../shared/status-badge.tsx';
import classes from './activity-table.module.css';

interface Props {
  activities: LiveActivity[];
  nowMs: number;
  onOpen(activity: LiveActivity): void;
}

export const whoOf = ({ displayName, email, isGuest, userId }: LiveActivity): string =>
  displayName || email || (isGuest ? 'Guest' : userId);

/** How long it took, or has been taking. */
export function tookOf({ processingTimeMs, startedAt, endedAt }: LiveActivity, nowMs: number): string {
  if (processingTimeMs !== null) return processingTime(processingTimeMs);
  if (startedAt === null || endedAt !== null) return '–';
  return `${Math.max(0, Math.floor((nowMs - startedAt) / 1_000))} s`;
}

export const ActivityTable = ({ activities, nowMs, onOpen }: Props) => (
  <div className="surface">
    <table className={classes.table} aria-label="Activity, newest first">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Status</th>
          <th scope="col" className={classes.right}>
            Credits
          </th>
          <th scope="col" className={classes.right}>
            Created
          </th>
          <th scope="col" className={classes.right}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {activities.map((activity) => (
          <Row key={activity.activityId} activity={activity} nowMs={nowMs} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  </div>
);

function Row({ activity, nowMs, onOpen }: { activity: LiveActivity } & Omit<Props, 'activities'>) {
  const { aiType, service, status, progress, units, unit, promptPreview, email, country, createdAt } =
    activity;
  const { icon: Icon, label } = KINDS[aiType];
  const { amount, what } = creditsOf(activity);
  const who = whoOf(activity);
  return (
    <tr data-testid="activity-row" data-status={status} data-activity={activity.activityId}>
      <td className={classes.who}>
        <span className="clip">
          <Link to="/admin/users/$userId" params={{ userId: activity.userId }} className={classes.person}>
            {who}
          </Link>
          {country && <span className={classes.sub}> · {country}</span>}
        </span>
        <span className={`${classes.sub} clip`}>{email === who ? '' : (email ?? activity.userId)}</span>
      </td>
      <td className={classes.what}>
        <span className={classes.icon} role="img" aria-label={label} title={label}>
          <Icon size={18} stroke={1.6} />
        </span>
        <span className={classes.lines}>
          <button type="button" className={`${classes.open} clip`} onClick={() => onOpen(activity)}>
            {promptPreview || 'Details'}
          </button>
          <span className={`${classes.sub} clip`}>
            {service} · {countOf(units, unit)}
          </span>
        </span>
      </td>
      <td className={classes.status}>
        <StatusBadge status={status} />
        {(status === 'processing' || status === 'pending') && (
          <Progress.Root size="xs" mt={6}>
            <Progress.Section value={progress} aria-label={`Progress: ${progress} %`} />
          </Progress.Root>
        )}
      </td>
      <td className={`${classes.right} ${classes.credits} num`}>
        {amount}
        <span className={classes.sub}> {what}</span>
      </td>
      <td className={`${classes.right} ${classes.created} num`}>
        <time title={dateTime(createdAt)}>{ago(createdAt, nowMs)}</time>
      </td>
      <td className={`${classes.right} ${classes.took} num`}>{tookOf(activity, nowMs)}</td>
    </tr>
  );
}
