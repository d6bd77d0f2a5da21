import type { Admin } from '@tollgate/client/admin';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';

/** What all users have, counted by the database: a read for each thousand users, none of any of them. */

/** Up to how many credits a user has, for each range of the distribution; the last one has no end. */
const UP_TO = [0, 1, 10, 50, 100, 500, 1_000] as const;

export interface Upto {
  /** `null`: all. */
  upTo: number | null;
  count: number;
  sum: number;
}

export interface Holdings {
  users: number;
  suspended: number;
  creditsMicro: number;
  heldMicro: number;
  distribution: ReturnType<typeof distributionOf>;
}

/** Makes ranges of what was counted up to each bound. */
export function distributionOf(upTos: readonly Upto[]) {
  const total = upTos.at(-1);
  const rows = upTos.map(({ upTo, count, sum }, index) => {
    const below = upTos[index - 1];
    const users = count - (below?.count ?? 0);
    const creditsMicro = sum - (below?.sum ?? 0);
    return {
      name: nameOf(below?.upTo ?? null, upTo),
      users,
      usersShare: total && total.count > 0 ? users / total.count : null,
      credits: creditsMicro,
      creditsShare: total && total.sum > 0 ? creditsMicro / total.sum : null,
    };
  });
  const columns = [
    { key: 'name', kind: 'text' },
    { key: 'users', kind: 'count' },
    { key: 'usersShare', kind: 'share' },
    { key: 'credits', kind: 'credits' },
    { key: 'creditsShare', kind: 'share' },
  ] as const;
  return { columns, rows };
}

/** Above one bound and up to the next, as figures everybody reads. */
function nameOf(from: number | null, upTo: number | null): string {
  if (from === null) return String(upTo ?? '');
  return upTo === null ? `> ${from}` : `${from} – ${upTo}`;
}

export async function readHoldings(total: Admin['total']) {
  const [all, held, suspended, ...upTos] = await Promise.all([
    total('allUsers', {}, 'creditsMicro'),
    total('allUsers', {}, 'heldMicro'),
    total('usersInStatus', { status: 'suspended' }),
    ...UP_TO.map((upTo) => {
      const creditsMicro = toMicro(upTo * MICRO_PER_CREDIT);
      return total('usersWithCreditsUpTo', { creditsMicro }, 'creditsMicro');
    }),
  ]);
  if (!all.success) return all;
  if (!held.success) return held;
  if (!suspended.success) return suspended;
  const known: Upto[] = [];
  for (const [index, counted] of upTos.entries()) {
    if (!counted.success) return counted;
    known.push({ upTo: UP_TO[index] ?? null, ...counted.data });
  }
  const holdings: Holdings = {
    users: all.data.count,
    suspended: suspended.data.count,
    creditsMicro: all.data.sum,
    heldMicro: held.data.sum,
    distribution: distributionOf([...known, { upTo: null, ...all.data }]),
  };
  return { ...all, data: holdings };
}
