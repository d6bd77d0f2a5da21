import { IconShieldExclamation } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Found } from '@tollgate/client/admin';
import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ago, dateTime, number } from '../../../shared/format.ts';
import { useClock } from '../shared/clock.ts';
import { ABUSE_PATH, userPath } from '../shared/paths.ts';
import classes from './alerts.module.css';
import { useAlerts } from './alerts-store.ts';
import type { Words } from './words.ts';

/** Abuse as it is noticed: the newest record in a line, the others behind a button. */
export function Alerts() {
  const { t } = useTranslation('admin-live');
  const records = useAlerts((alerts) => alerts.records);
  const [isOpen, setOpen] = useState(false);
  if (!records || records.length === 0) return null;
  return (
    <section className={`surface ${classes.alerts}`} aria-label={t('alerts.label')} data-testid="alerts">
      <IconShieldExclamation size={18} stroke={1.6} aria-hidden="true" className={classes.icon} />
      <ul className={classes.list}>
        {(isOpen ? records : records.slice(0, 1)).map((record) => (
          <Alert key={record.id} record={record} t={t} />
        ))}
      </ul>
      <p className={classes.more}>
        {records.length > 1 && (
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t('alerts.less') : t('alerts.more', { count: records.length - 1 })}
          </button>
        )}
        <Link to={ABUSE_PATH} className={classes.all}>
          {t('alerts.all')}
        </Link>
      </p>
    </section>
  );
}

export const noticedText = (t: Words, { signal, count }: AbuseRecord): string =>
  t(`signal.${signal}`, { count, shown: number(count) });

function Alert({ record, t }: { record: Found<AbuseRecord>; t: Words }) {
  const { userId, email, severity, updatedAt } = record;
  const age = useClock((nowMs) => ago(updatedAt, nowMs));
  return (
    <li className={classes.alert}>
      <span className={classes.severity} data-severity={severity}>
        {t(`severity.${severity}`)}
      </span>
      <Link to={userPath(userId)} className={`${classes.who} clip`}>
        {email ?? userId}
      </Link>
      <span className={classes.what}>{noticedText(t, record)}</span>
      <time className="num" title={dateTime(updatedAt)}>
        {age}
      </time>
    </li>
  );
}
