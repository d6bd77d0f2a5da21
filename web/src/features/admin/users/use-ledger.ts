import type { Answer } from '@tollgate/client';
import type { Cursor, Found, Page } from '@tollgate/client/admin';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { LedgerType } from '@tollgate/contract/ledger/entry-types';
import { admin } from '../shared/admin.ts';

export type Entry = Found<LedgerEntry>;

export interface Wanted {
  userId: string;
  /** All types, where there is none. */
  type: LedgerType | undefined;
}

export const ledgerPage = (
  { userId, type }: Wanted,
  size: number,
  after: Cursor | null,
): Promise<Answer<Page<LedgerEntry>>> =>
  type === undefined
    ? admin().page('ledgerOfUser', { userId }, { size, after })
    : admin().page('ledgerOfUserByType', { userId, type }, { size, after });

const MAX_AT_ONCE = 500;

/** The whole ledger, page after page. */
export async function wholeLedger(
  wanted: Wanted,
  onCount: (count: number) => void,
): Promise<Answer<Entry[]>> {
  const entries: Entry[] = [];
  for (let after: Cursor | null = null; ; ) {
    const page: Answer<Page<LedgerEntry>> = await ledgerPage(wanted, MAX_AT_ONCE, after);
    if (!page.success) return page;
    entries.push(...page.data.documents);
    onCount(entries.length);
    after = page.data.cursor;
    if (after === null) return { success: true, data: entries, error: null, code: null, details: {} };
  }
}
