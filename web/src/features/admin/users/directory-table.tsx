import { Link } from '@tanstack/react-router';
import type { User } from '@tollgate/contract/documents';
import { spendableMicro } from '@tollgate/contract/lots';
import { useTranslation } from 'react-i18next';
import { ago, credits, dateTime } from '../../../shared/format.ts';
import { currentLanguage } from '../../../shared/language.ts';
import { spentThisMonth } from './directory.ts';
import classes from './directory-table.module.css';
import { belowNameOf, nameOf } from './person.ts';
import { RoleBadge, TierBadge, UserStatusBadge } from './user-badges.tsx';

const NUMBERS = ['credits', 'held', 'month', 'generations'] as const;
const COLUMNS = ['who', 'status', 'tier', ...NUMBERS, 'created', 'country'] as const;
const AT_END: readonly string[] = [...NUMBERS, 'created'];

export function DirectoryTable({ users, nowMs }: { users: User[]; nowMs: number }) {
  const { t } = useTranslation('admin-users');
  return (
    <div className={`surface ${classes.frame}`}>
      <table className={classes.table} aria-label={t('directory.table')}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={AT_END.includes(column) ? classes.end : undefined}>
                {t(`directory.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <Row key={user.userId} user={user} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ user, nowMs }: { user: User; nowMs: number }) {
  const { t } = useTranslation('admin-users');
  const { userId, usage, heldMicro, country, createdAt } = user;
  const numbers: Record<(typeof NUMBERS)[number], string> = {
    credits: credits(spendableMicro(user.grants, nowMs)),
    held: heldMicro > 0 ? credits(heldMicro) : t('unknown'),
    month: credits(spentThisMonth(user, nowMs)),
    generations: usage.lifetime.generations.toLocaleString(currentLanguage().locale),
  };
  return (
    <tr data-testid="user-row" data-user={userId}>
      <td className={classes.who}>
        <Link to="/admin/users/$userId" params={{ userId }} className={`${classes.name} clip`}>
          {nameOf(user, t('guest'))}
        </Link>
        <span className={`${classes.sub} clip`}>{belowNameOf(user)}</span>
      </td>
      <td className={classes.status}>
        <UserStatusBadge status={user.status} /> <RoleBadge user={user} />
      </td>
      <td className={classes.tier}>
        <TierBadge tier={user.tier} />
      </td>
      {NUMBERS.map((column) => (
        <td
          key={column}
          className={`${classes.end} num`}
          data-column={column}
          data-label={t(`directory.columns.${column}`)}
        >
          {numbers[column]}
        </td>
      ))}
      <td className={`${classes.end} ${classes.quiet} num`} data-label={t('directory.columns.created')}>
        <time title={dateTime(createdAt)}>{ago(createdAt, nowMs)}</time>
      </td>
      <td className={classes.quiet} data-label={t('directory.columns.country')}>
        {country ?? t('unknown')}
      </td>
    </tr>
  );
}
