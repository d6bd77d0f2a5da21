/** What a ledger entry records. */
export const LEDGER_TYPES = [
  'grant',
  'bonus',
  'purchase',
  'deduction',
  'refund',
  'expiry',
  'reversal',
  'adjustment',
] as const;
export type LedgerType = (typeof LEDGER_TYPES)[number];

/** What admins can grant. */
export const GRANT_TYPES = ['grant', 'bonus', 'refund'] as const satisfies readonly LedgerType[];
export type GrantType = (typeof GRANT_TYPES)[number];

/** Types that can be undone if staff made the entry. */
export const UNDOABLE_TYPES: readonly LedgerType[] = ['grant', 'bonus', 'refund', 'adjustment'];
