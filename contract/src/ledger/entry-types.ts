/** What a ledger entry records, in the order in which it is offered. */
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

interface EntryRule {
  /** What it is when it adds credits: new ones, or some that had been taken. `null`: it never adds any. */
  gives: 'new' | 'back' | null;
  /** What has become of the credits when it takes some. `null`: it never takes any. */
  takes: 'used' | 'expired' | 'removed' | null;
  /** Whether it can be undone where staff made it. */
  isUndoable: boolean;
}

/** What follows from the type of an entry: its sign, whether it can be undone, what totals count. */
export const ENTRY_RULES = {
  grant: { gives: 'new', takes: null, isUndoable: true },
  bonus: { gives: 'new', takes: null, isUndoable: true },
  purchase: { gives: 'new', takes: null, isUndoable: false },
  deduction: { gives: null, takes: 'used', isUndoable: false },
  refund: { gives: 'back', takes: null, isUndoable: true },
  expiry: { gives: null, takes: 'expired', isUndoable: false },
  reversal: { gives: 'back', takes: 'removed', isUndoable: false },
  adjustment: { gives: 'new', takes: 'removed', isUndoable: true },
} as const satisfies Record<LedgerType, EntryRule>;

/** Of a type that only another version knows, nothing is known. */
const UNKNOWN: EntryRule = { gives: 'new', takes: 'removed', isUndoable: false };

const isKnown = (type: string): type is LedgerType => Object.hasOwn(ENTRY_RULES, type);
export const entryRuleOf = (type: string): EntryRule => (isKnown(type) ? ENTRY_RULES[type] : UNKNOWN);

type WithRule<Rule> = {
  [K in LedgerType]: (typeof ENTRY_RULES)[K] extends Rule ? K : never;
}[LedgerType];

/** The types of what adds credits, and of what takes some away that were not used. */
export type GivingType = Exclude<LedgerType, WithRule<{ gives: null }>>;
export type RemovingType = WithRule<{ takes: 'removed' }>;

/** What admins can grant. */
export const GRANT_TYPES = ['grant', 'bonus', 'refund'] as const satisfies readonly GivingType[];
export type GrantType = (typeof GRANT_TYPES)[number];
