import type { Answer } from '@tollgate/client';
import type { Cursor, Found, Page } from '@tollgate/client/admin';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import type { Cell } from '../../../shared/csv.ts';
import { admin } from '../shared/admin.ts';
import { auditChanges } from '../shared/diff.ts';
import { pathLabel, valueLabel } from '../shared/labels.ts';
import type { AuditSearch } from './search.ts';

export type Entry = Found<AuditEntry>;

/** The query that narrows most; what it does not say, {@link isWanted} sifts. */
function queryFor({ target, actor, action }: AuditSearch) {
  if (target !== undefined) return { name: 'auditOfTarget', values: { targetId: target } } as const;
  if (actor?.includes('@')) return { name: 'auditByActorEmail', values: { actorEmail: actor } } as const;
  if (actor !== undefined) return { name: 'auditByActor', values: { actorId: actor } } as const;
  if (action !== undefined) return { name: 'auditByAction', values: { action } } as const;
  return { name: 'latestAudit', values: {} } as const;
}

export const isWanted = (entry: AuditEntry, { target, actor, action }: AuditSearch): boolean =>
  (target === undefined || entry.targetId === target) &&
  (actor === undefined || entry.actorId === actor || entry.actorEmail === actor) &&
  (action === undefined || entry.action === action);

/** The days of a period, in milliseconds, both included, in UTC. */
export const periodOf = ({ from, until }: AuditSearch) => ({
  fromMs: from === undefined ? undefined : Date.parse(from),
  untilMs: until === undefined ? undefined : Date.parse(until) + DAY_MS - 1,
});

/** How many pages are read at once for one that is shown, where most of what is found is sifted out. */
const MAX_PAGES = 5;

/** The next entries, newest first. */
export async function readEntries(
  search: AuditSearch,
  { size, after }: { size: number; after: Cursor | null },
): Promise<Answer<Page<AuditEntry>>> {
  const { name, values } = queryFor(search);
  const documents: Entry[] = [];
  let cursor = after;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await admin().page(name, values, { size, after: cursor, ...periodOf(search) });
    if (!answer.success) return answer;
    documents.push(...answer.data.documents.filter((entry) => isWanted(entry, search)));
    cursor = answer.data.cursor;
    if (cursor === null || documents.length >= size) break;
  }
  return { success: true, data: { documents, cursor }, error: null, code: null, details: {} };
}

type Words = Parameters<typeof pathLabel>[0];

/** A row for each entry; all of its changes in one cell, a line each. */
export function csvRows(entries: readonly Entry[], t: Words): Cell[][] {
  const names = ['time', 'action', 'actor', 'actorId', 'targetType', 'targetId', 'reason', 'changes', 'id'];
  const rows = entries.map((entry) => [
    new Date(entry.createdAt).toISOString(),
    ...[entry.action, entry.actorEmail, entry.actorId, entry.targetType, entry.targetId, entry.reason],
    auditChanges(entry.before, entry.after)
      .map(({ path, before, after }) => {
        const value = (of: unknown) => valueLabel(t, path, of);
        return `${pathLabel(t, path)}: ${value(before)} → ${value(after)}`;
      })
      .join('\n'),
    entry.id,
  ]);
  return [names, ...rows];
}
