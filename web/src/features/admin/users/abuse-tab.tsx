import { IconShieldCheck } from '@tabler/icons-react';
import type { Cursor } from '@tollgate/client/admin';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { EmptyState } from '../../../shared/states.tsx';
import { admin } from '../shared/admin.ts';
import classes from './lists.module.css';
import { Paged } from './paged.tsx';
import { usePages } from './use-pages.ts';

const PAGE = 25;

/** What the system noticed about a user, whatever became of it. */
export function AbuseTab({ userId }: { userId: string }) {
  const { t } = useTranslation('admin-users');
  const pages = usePages(userId, '', (after: Cursor | null) =>
    admin().page('abuseOfUser', { userId }, { size: PAGE, after }),
  );
  return (
    <Paged
      pages={pages}
      empty={
        <EmptyState icon={<IconShieldCheck size={24} stroke={1.5} />} title={t('abuse.empty')}>
          {t('abuse.emptyHow')}
        </EmptyState>
      }
    >
      {(records) => (
        <div className={`surface ${classes.frame}`}>
          <table className={classes.table} aria-label={t('abuse.table')}>
            <thead>
              <tr>
                <th scope="col">{t('abuse.when')}</th>
                <th scope="col">{t('abuse.what')}</th>
                <th scope="col">{t('abuse.severity')}</th>
                <th scope="col">{t('abuse.state')}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={record.id} data-testid="abuse-row">
                  <td className={`${classes.when} num`}>{dateTime(record.updatedAt)}</td>
                  <td className={classes.wide}>
                    {t(`signal.${record.signal}`)}
                    <div className={`${classes.sub} break`}>{record.description}</div>
                  </td>
                  <td className={`${classes.state} ${record.severity === 'critical' ? classes.bad : ''}`}>
                    {t(`severity.${record.severity}`)}
                  </td>
                  <td className={classes.when}>{t(`abuseState.${record.resolution ?? record.state}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Paged>
  );
}
