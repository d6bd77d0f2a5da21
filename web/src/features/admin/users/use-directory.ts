import type { Answer } from '@tollgate/client';
import type { Cursor } from '@tollgate/client/admin';
import { useMemo } from 'react';
import { admin } from '../shared/admin.ts';
import { type Plan, planOf, type Source } from './directory.ts';
import { type DirectorySearch, PAGE } from './directory-search.ts';
import { type StoredUser, storedUser } from './stored-user.ts';
import { type Load, type Loaded, type Pages, usePages } from './use-pages.ts';

/** Where each source of a plan stands; `null` when it is at its end. */
type Cursors = (Cursor | null)[];

const pageOf = ({ name, values, prefix }: Source, size: number, after: Cursor | null) =>
  admin().page(name, values, { size, after, ...(prefix === undefined ? {} : { prefix }) });

async function loadPlan(
  { sources, exactId }: Plan,
  size: number,
  after: Cursors | null,
): Promise<Answer<Loaded<StoredUser, Cursors>>> {
  const wanted = sources.map((source, index) => {
    const from = after === null ? null : after[index];
    return after !== null && !from ? null : pageOf(source, size, from ?? null);
  });
  const [exact, ...answers] = await Promise.all([
    after === null && exactId !== null ? admin().one('users', exactId) : null,
    ...wanted,
  ]);
  const documents = exact?.data ? [storedUser(exact.data.id, exact.data)] : [];
  const cursors: Cursors = [];
  for (const answer of answers) {
    if (answer && !answer.success) return answer;
    cursors.push(answer?.data.cursor ?? null);
    documents.push(...(answer?.data.documents ?? []).map((found) => storedUser(found.id, found)));
  }
  const cursor = cursors.some((one) => one !== null) ? cursors : null;
  return { success: true, data: { documents, cursor }, error: null, code: null, details: {} };
}

/** The people whom the address asks for, by pages. */
export function useDirectory(search: DirectorySearch, month: string): Pages<StoredUser> & { plan: Plan } {
  const { shown: _, ...asked } = search;
  const key = JSON.stringify([asked, month]);
  // The key says all that a plan is made of.
  const plan = useMemo(() => planOf(asked, Date.parse(`${month}-01`)), [key]);
  const load: Load<StoredUser, Cursors> = (after) =>
    loadPlan(plan, after === null ? (search.shown ?? PAGE) : PAGE, after);
  return { ...usePages(key, '', load), plan };
}
