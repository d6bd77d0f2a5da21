import type { Admin } from '@tollgate/client/admin';
import type { User } from '@tollgate/contract/account/user';
import { monthOf } from '@tollgate/contract/common/calendar';
import type { Table } from '../shared/figures/table.ts';

type Column = 'name' | 'credits' | 'ended' | 'userId';

export interface TopUsers {
  month: Table<Column>;
  ever: Table<Column>;
}

const MOST = 10;

/** Who used the most credits; somebody who used none is nobody's top user. */
function tableOf(users: readonly User[], usageOf: (user: User) => User['usage']['monthly']): Table<Column> {
  const rows = users.flatMap((user) => {
    const { spentMicro, generations } = usageOf(user);
    if (spentMicro === 0) return [];
    const name = user.email ?? user.displayName ?? user.userId;
    return [{ name, credits: spentMicro, ended: generations, userId: user.userId }];
  });
  return {
    columns: [
      { key: 'name', kind: 'text' },
      { key: 'credits', kind: 'credits' },
      { key: 'ended', kind: 'count' },
      { key: 'userId', kind: 'text' },
    ],
    rows,
  };
}

export async function readTopUsers(page: Admin['page'], nowMs: number) {
  const month = monthOf(nowMs);
  const [ofMonth, ever] = await Promise.all([
    page('topUsersOfMonth', { 'usage.month': month }, { size: MOST }),
    page('topUsers', {}, { size: MOST }),
  ]);
  if (!ofMonth.success) return ofMonth;
  if (!ever.success) return ever;
  const top: TopUsers = {
    month: tableOf(ofMonth.data.documents, ({ usage }) => usage.monthly),
    ever: tableOf(ever.data.documents, ({ usage }) => usage.lifetime),
  };
  return { ...ever, data: top };
}
