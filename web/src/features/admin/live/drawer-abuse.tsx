import { Skeleton } from '@mantine/core';
import type { Found } from '@tollgate/client/admin';
import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { ErrorState } from '../../../shared/states.tsx';
import classes from './activity-drawer.module.css';
import { noticedText } from './alerts.tsx';
import type { Part } from './use-activity.ts';

interface Props {
  abuse: Part<Found<AbuseRecord>[]>;
  onRetry(): void;
}

/** What was noticed about the user. */
export function DrawerAbuse({ abuse, onRetry }: Props) {
  const { t } = useTranslation('admin-live');
  return (
    <section aria-label={t('drawer.abuse')} data-testid="drawer-abuse">
      <h3 className={classes.heading}>{t('drawer.abuse')}</h3>
      {abuse.kind === 'loading' && <Skeleton h={28} />}
      {abuse.kind === 'failed' && (
        <ErrorState title={t('drawer.abuseFailed')} why={abuse.why} onRetry={onRetry} />
      )}
      {abuse.kind === 'read' && abuse.value.length === 0 && (
        <p className={classes.none}>{t('drawer.abuseEmpty')}</p>
      )}
      {abuse.kind === 'read' && abuse.value.length > 0 && (
        <ol className={`${classes.entries} num`}>
          {abuse.value.map((record) => (
            <li key={record.id}>
              <span>
                {noticedText(t, record)}
                <small>{dateTime(record.updatedAt)}</small>
              </span>
              <span className={classes.amount}>
                {t(`severity.${record.severity}`)}
                <small>{t(`abuseState.${record.state}`)}</small>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
