import type { Found } from '@tollgate/client/admin';
import type { User } from '@tollgate/contract/account/user';
import { useEffect, useState } from 'react';
import { admin } from '../shared/admin.ts';
import { looksLikeUserId } from './acts.ts';

const TYPED_MS = 200;
const SHOWN = 6;

type Search =
  | { kind: 'none' }
  | { kind: 'searching' }
  | { kind: 'found'; users: Found<User>[] }
  | { kind: 'failed'; why: string };

async function find(person: string, typed: string): Promise<Search> {
  if (looksLikeUserId(typed)) {
    const answer = await admin().one('users', typed);
    if (!answer.success) return { kind: 'failed', why: answer.error };
    return { kind: 'found', users: answer.data ? [answer.data] : [] };
  }
  const answer = await admin().page('usersByEmail', {}, { size: SHOWN, prefix: person });
  return answer.success
    ? { kind: 'found', users: answer.data.documents }
    : { kind: 'failed', why: answer.error };
}

/** Users whose email begins so, or whose id it is. `typed` has capitals, which ids need. */
export function useUsers(person: string, typed: string): Search {
  const [search, setSearch] = useState<Search>({ kind: 'none' });
  useEffect(() => {
    if (person === '') return setSearch({ kind: 'none' });
    let isOver = false;
    setSearch({ kind: 'searching' });
    const timer = setTimeout(
      () => void find(person, typed).then((found) => !isOver && setSearch(found)),
      TYPED_MS,
    );
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [person, typed]);
  return search;
}
