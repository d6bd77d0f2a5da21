import { Link } from '@tanstack/react-router';
import type { User } from '@tollgate/contract/account/user';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import { useTranslation } from 'react-i18next';
import { ago, credits, dateTime, number } from '../../../shared/format.ts';
import { spentThisMonth } from './directory.ts';
import classes from './directory-table.module.css';
import { belowNameOf, nameOf } from './person.ts';
import { RoleBadge, TierBadge, UserStatusBadge } from './user-badges.tsx';

const NUMBERS = ['credits', 'held', 'month', 'generations'] as const;
const COLUMNS = ['who', 'status', 'tier', ...NUMBERS, 'created', 'country'] as const;
const AT_END: readonly string[] = [...NUMBERS, 'created'];

/** To be compared down a column; exactly, in its title and on the user's page. */
const roughly = (amountMicro: number): string =>
  number(amountMicro / MICRO_PER_CREDIT, { maximumFractionDigits: 2 });

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
  const micro = {
    credits: spendableMicro(user.grants, nowMs),
    held: heldMicro,
    month: spentThisMonth(user, nowMs),
  };
  const shownIn = (column: (typeof NUMBERS)[number]): [shown: string, exact?: string] => {
    if (column === 'generations') return [number(usage.lifetime.generations)];
    if (column === 'held' && heldMicro === 0) return [t('unknown')];
    return [roughly(micro[column]), credits(micro[column])];
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
      {NUMBERS.map((column) => {
        const [shown, exact] = shownIn(column);
        return (
          <td
            key={column}
            className={`${classes.end} num`}
            data-label={t(`directory.columns.${column}`)}
            title={exact}
          >
            {shown}
          </td>
        );
      })}
      <td className={`${classes.end} ${classes.quiet} num`} data-label={t('directory.columns.created')}>
        <time title={dateTime(createdAt)}>{ago(createdAt, nowMs)}</time>
      </td>
      <td className={classes.quiet} data-label={t('directory.columns.country')}>
        {country ?? t('unknown')}
      </td>
    </tr>
  );
}
