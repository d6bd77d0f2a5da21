import type { User } from '@tollgate/contract/account/user';
import { monthOf } from '@tollgate/contract/common/calendar';
import type { QueryValues } from '@tollgate/contract/storage/queries';
import type { DirectorySearch, Group, Sort } from './directory-search.ts';

/** What the directory asks the database for, and what it does itself with what came. Pure. */

export type UserQuery =
  | 'newestUsers'
  | 'richestUsers'
  | 'topUsersOfMonth'
  | 'topUsers'
  | 'newestUsersOfStatus'
  | 'richestUsersOfStatus'
  | 'newestUsersOfTier'
  | 'richestUsersOfTier'
  | 'newestGuests'
  | 'richestGuests'
  | 'usersOfRole'
  | 'usersByEmail'
  | 'usersByName';

export type Source = {
  [N in UserQuery]: { name: N; values: QueryValues<N>; prefix?: string };
}[UserQuery];

export type Filter = 'status' | 'tier' | 'who';

export interface Plan {
  sources: Source[];
  /** What may be somebody's id. */
  exactId: string | null;
  /** The database brings them in the order that was asked for. */
  isOrdered: boolean;
  /** Filters that only what has been loaded goes through. */
  local: Filter[];
}

const FILTERS: readonly Filter[] = ['who', 'status', 'tier'];

/** One filter goes to the database, the one that usually leaves the fewest; see the indexes of `users`. */
export function planOf(search: DirectorySearch, nowMs: number): Plan {
  const { q, status, tier, who, sort = 'newest' } = search;
  const given = FILTERS.filter((filter) => search[filter] !== undefined);
  if (q) return { ...searching(q), isOrdered: false, local: given };
  const plan = (source: Source, done: Filter | null, isOrdered = true): Plan => ({
    sources: [source],
    exactId: null,
    isOrdered,
    local: given.filter((filter) => filter !== done),
  });
  if (who === 'admin' || who === 'moderator')
    return plan({ name: 'usersOfRole', values: { role: who } }, 'who', false);
  if (sort === 'month')
    return plan({ name: 'topUsersOfMonth', values: { 'usage.month': monthOf(nowMs) } }, null);
  if (sort === 'lifetime') return plan({ name: 'topUsers', values: {} }, null);
  const isNewest = sort === 'newest';
  // Most people are active: another filter leaves fewer.
  const byStatus = status !== undefined && (status !== 'active' || (!tier && !who));
  if (byStatus) {
    return plan(
      { name: isNewest ? 'newestUsersOfStatus' : 'richestUsersOfStatus', values: { status } },
      'status',
    );
  }
  if (who === 'guest')
    return plan({ name: isNewest ? 'newestGuests' : 'richestGuests', values: { isGuest: true } }, 'who');
  if (tier)
    return plan({ name: isNewest ? 'newestUsersOfTier' : 'richestUsersOfTier', values: { tier } }, 'tier');
  return plan({ name: isNewest ? 'newestUsers' : 'richestUsers', values: {} }, null);
}

/** Emails are kept in small letters; names as they were written, which is mostly with capitals. */
function searching(q: string): Pick<Plan, 'sources' | 'exactId'> {
  const byEmail: Source = { name: 'usersByEmail', values: {}, prefix: q.toLowerCase() };
  if (q.includes('@')) return { sources: [byEmail], exactId: null };
  const capitals = q.replace(/(?<=^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
  const names = [...new Set([q, capitals])];
  const byName = names.map((prefix): Source => ({ name: 'usersByName', values: {}, prefix }));
  return { sources: [byEmail, ...byName], exactId: q.includes('/') ? null : q };
}

const isOfGroup = (user: User, who: Group): boolean => (who === 'guest' ? user.isGuest : user.role === who);

/** What is spent this month: a count of another month says nothing about it. */
export const spentThisMonth = ({ usage }: User, nowMs: number): number =>
  usage.month === monthOf(nowMs) ? usage.monthly.spentMicro : 0;

/** Whoever of those loaded goes through the filters that the database did not see to, each once, in order. */
export function shownOf<U extends User>(
  loaded: readonly U[],
  search: DirectorySearch,
  { local, isOrdered }: Plan,
  nowMs: number,
): U[] {
  const { status, tier, who, sort = 'newest' } = search;
  const once = [...new Map(loaded.map((user) => [user.userId, user])).values()];
  const wanted = once.filter(
    (user) =>
      (!local.includes('status') || user.status === status) &&
      (!local.includes('tier') || user.tier === tier) &&
      (!local.includes('who') || (who !== undefined && isOfGroup(user, who))),
  );
  if (isOrdered) return wanted;
  const rank: Record<Sort, (user: U) => number> = {
    newest: (user) => user.createdAt,
    credits: (user) => user.creditsMicro,
    month: (user) => spentThisMonth(user, nowMs),
    lifetime: (user) => user.usage.lifetime.spentMicro,
  };
  return wanted.toSorted((one, other) => rank[sort](other) - rank[sort](one));
}
