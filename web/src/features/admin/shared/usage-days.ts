import type { Answer } from '@tollgate/client';
import type { Admin, Page } from '@tollgate/client/admin';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { addCounts, type Counts, countsIn } from '@tollgate/contract/common/counts';

/** The totals of days as they are stored: only what was ever counted is there. */
export type UsageByDay = ReadonlyMap<string, Counts>;

/** The counts of each day, its documents added up: a day that is not folded yet has several. */
export function mergeDays(documents: readonly Partial<DayUsage>[]): UsageByDay {
  const days = new Map<string, Counts>();
  for (const { day = '', shardOf: _of, foldedAt: _folded, cleanedAt: _cleaned, ...counts } of documents) {
    const { id: _id, ...counted }: Counts = { id: 0, ...countsIn(counts) };
    days.set(day, addCounts(days.get(day) ?? {}, counted));
  }
  return days;
}

/** Far more documents than half a year of days has; a page is one request. */
const PAGE = 500;

/**
 * Reads the totals of all days from one on: a document for each day that is folded, some dozens for today,
 * however much happened on them.
 */
export async function readDaysFrom(page: Admin['page'], day: string) {
  const documents: DayUsage[] = [];
  let after: Parameters<Admin['page']>[2] = {};
  for (;;) {
    const answer: Answer<Page<DayUsage>> = await page('usageDaysFrom', { day }, { size: PAGE, ...after });
    if (!answer.success) return answer;
    documents.push(...answer.data.documents);
    if (answer.data.cursor === null) return { ...answer, data: { documents, days: mergeDays(documents) } };
    after = { after: answer.data.cursor };
  }
}

/** The number at a place in counts; what was never counted is 0. */
export function numberAt(counts: Counts, ...path: string[]): number {
  const found = at(counts, path);
  return typeof found === 'number' ? found : 0;
}

/** The group at a place in counts. */
export function groupAt(counts: Counts, ...path: string[]): Counts {
  const found = at(counts, path);
  return typeof found === 'object' ? found : {};
}

function at(counts: Counts, path: readonly string[]): number | Counts | undefined {
  let found: number | Counts | undefined = counts;
  for (const name of path) found = typeof found === 'object' ? found[name] : undefined;
  return found;
}

/** All numbers of a group, and of the groups in it, added up. */
export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce<number>(
    (sum, count) => sum + (typeof count === 'number' ? count : sumOf(count)),
    0,
  );
}
