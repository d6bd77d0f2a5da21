import { Button, Progress } from '@mantine/core';
import type { LiveActivity } from '@tollgate/client';
import { useTranslation } from 'react-i18next';
import { creditsOf } from '../../shared/activity-credits.ts';
import { ago, dateTime } from '../../shared/format.ts';
import { countOf, KIND_LOOKS, kindName } from '../../shared/kinds.ts';
import { StatusBadge } from '../../shared/status-badge.tsx';
import classes from './history.module.css';

interface Props {
  activity: LiveActivity;
  nowMs: number;
  onOpen(activity: LiveActivity): void;
}

export function ActivityItem({ activity, nowMs, onOpen }: Props) {
  const { aiType, service, status, promptPreview, units, unit, progress, createdAt, error, hasResult } =
    activity;
  const { t } = useTranslation('history');
  const { icon: Icon } = KIND_LOOKS[aiType];
  const label = kindName(aiType);
  const { amount, what } = creditsOf(activity);
  return (
    <li className={`surface ${classes.item}`} data-testid="activity" data-status={status}>
      <span className={classes.icon} role="img" aria-label={label} title={label}>
        <Icon size={20} stroke={1.6} />
      </span>
      <div className={classes.what}>
        <span className={`${classes.prompt} clip`} title={promptPreview} dir="auto">
          {promptPreview}
        </span>
        <span className={classes.detail}>
          {service} · {countOf(units, unit)} ·{' '}
          <time title={dateTime(createdAt)}>{ago(createdAt, nowMs)}</time>
        </span>
        {error && <span className={classes.error}>{t('own.failedRun')}</span>}
      </div>
      <div className={classes.state}>
        <StatusBadge status={status} />
        {status === 'processing' && (
          <Progress
            value={progress}
            size="xs"
            w="100%"
            mt={6}
            aria-label={t('own.progress', { percent: progress })}
          />
        )}
      </div>
      <div className={`${classes.amount} num`}>
        <span>{amount}</span> <span className={classes.detail}>{what}</span>
      </div>
      <div className={classes.open}>
        {hasResult && (
          <Button
            size="xs"
            variant="default"
            onClick={() => onOpen(activity)}
            aria-label={t('own.openThis', { prompt: promptPreview })}
          >
            {t('own.open')}
          </Button>
        )}
      </div>
    </li>
  );
}
