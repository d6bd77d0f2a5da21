import { Progress, Title } from '@mantine/core';
import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { OPEN_STATUSES } from '@tollgate/contract/activity/status';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credits } from '../../../shared/format.ts';
import { kindName } from '../../../shared/kinds.ts';
import { admin } from '../shared/admin.ts';
import { countdown } from './countdown.ts';
import classes from './side.module.css';

type Open = Activity & { id: string };
/** Nobody has nearly as many open at once; a listener has to end somewhere. */
const MOST = 50;
const TICK_MS = 1_000;

/** What is held right now, and for what. */
export function Holds({ user: { userId } }: { user: User }) {
  const { t } = useTranslation('admin-users');
  const [open, setOpen] = useState<Open[] | 'failed'>([]);
  useEffect(
    () =>
      admin().follow(
        'openActivitiesOfUser',
        { userId, status: OPEN_STATUSES },
        MOST,
        (activities) => setOpen(activities),
        () => setOpen('failed'),
      ),
    [userId],
  );
  const nowMs = useNow(open.length > 0 ? TICK_MS : null);
  return (
    <section className={`surface ${classes.panel}`}>
      <Title order={2}>{t('holds.title')}</Title>
      {open === 'failed' && <p className={classes.quiet}>{t('holds.failed')}</p>}
      {open.length === 0 && <p className={classes.quiet}>{t('holds.empty')}</p>}
      {open !== 'failed' && (
        <ul className={classes.list}>
          {open.map((activity) => (
            <Hold key={activity.id} activity={activity} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Hold({ activity, nowMs }: { activity: Open; nowMs: number }) {
  const { t } = useTranslation('admin-users');
  const { service, aiType, heldMicro, progress, holdExpiresAt } = activity;
  const left = holdExpiresAt - nowMs;
  return (
    <li data-testid="hold">
      <div className={classes.line}>
        <span className="clip">
          {kindName(aiType)} · <bdi>{service}</bdi>
        </span>
        <strong className="num">{credits(heldMicro)}</strong>
      </div>
      <Progress size="xs" my={4} value={progress} aria-label={t('holds.progress', { progress })} />
      <div className={`${classes.sub} num`}>
        {left > 0 ? t('holds.until', { time: countdown(left) }) : t('holds.overdue')}
      </div>
    </li>
  );
}
