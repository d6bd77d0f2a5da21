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
