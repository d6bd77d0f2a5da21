import { Button } from '@mantine/core';
import { IconActivity } from '@tabler/icons-react';
import type { Cursor, Found } from '@tollgate/client/admin';
import type { User } from '@tollgate/contract/account/user';
import { type Activity, refundableMicro } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { useTranslation } from 'react-i18next';
import { credits, dateTime } from '../../../shared/format.ts';
import { kindName } from '../../../shared/kinds.ts';
import { EmptyState } from '../../../shared/states.tsx';
import { admin } from '../shared/admin.ts';
import classes from './lists.module.css';
import { Paged } from './paged.tsx';
import { usePages } from './use-pages.ts';

interface Props {
  user: User;
  /** Changes when the user does: whatever is generated changes them. */
  version: string;
  /** `null` for whom it is not. */
  onRefund: ((activityId: string) => void) | null;
}

const PAGE = 25;

export function ActivitiesTab({ user: { userId }, version, onRefund }: Props) {
  const { t } = useTranslation('admin-users');
  const pages = usePages(userId, version, (after: Cursor | null) =>
    admin().page('activitiesOfUser', { userId }, { size: PAGE, after }),
  );
  return (
    <Paged
      pages={pages}
      empty={
        <EmptyState icon={<IconActivity size={24} stroke={1.5} />} title={t('activities.empty')}>
          {t('activities.emptyHow')}
        </EmptyState>
      }
    >
      {(activities) => (
        <div className={`surface ${classes.frame}`}>
          <table className={classes.table} aria-label={t('activities.table')}>
            <thead>
              <tr>
                <th scope="col">{t('activities.created')}</th>
                <th scope="col">{t('activities.what')}</th>
                <th scope="col">{t('activities.status')}</th>
                <th scope="col" className={classes.end}>
                  {t('activities.charged')}
                </th>
                {onRefund && (
                  <th scope="col">
                    <span className="visually-hidden">{t('activities.refund')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {activities.map((activity) => (
                <Row key={activity.id} activity={activity} onRefund={onRefund} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Paged>
  );
}

function Row({ activity, onRefund }: { activity: Found<Activity> } & Pick<Props, 'onRefund'>) {
  const { t } = useTranslation('admin-users');
  const { id, aiType, service, status, promptPreview, heldMicro, chargedMicro, error, createdAt } = activity;
  const what = promptPreview || service;
  const leftMicro = refundableMicro(activity);
  const refundedMicro = chargedMicro - leftMicro;
  return (
    <tr data-testid="user-activity" data-activity={id} data-status={status}>
      <td className={`${classes.when} num`}>{dateTime(createdAt)}</td>
      <td className={classes.wide}>
        <bdi className="break">{what}</bdi>
        <div className={`${classes.sub} break`}>
          {kindName(aiType)} · <bdi>{service}</bdi>
        </div>
        {error && <div className={`${classes.sub} ${classes.bad} break`}>{error.message}</div>}
      </td>
      <td className={classes.when}>{t(`activityStatus.${status}`)}</td>
      <td className={`${classes.end} ${classes.amount} num`}>
        {isOpen(status) ? t('activities.held', { amount: credits(heldMicro) }) : credits(chargedMicro)}
        {refundedMicro > 0 && (
          <div className={classes.sub}>{t('activities.refunded', { amount: credits(refundedMicro) })}</div>
        )}
      </td>
      {onRefund && (
        <td className={classes.end}>
          {leftMicro > 0 && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('activities.refundThis', { what })}
              onClick={() => onRefund(id)}
            >
              {t('activities.refund')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}
