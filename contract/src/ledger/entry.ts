import type { Micro } from '../common/money.ts';
import { entryRuleOf, type LedgerType } from './entry-types.ts';
import type { Lot } from './lots.ts';
import type { GrantSource } from './sources.ts';

/**
 * `credit_logs/{uid}.{sequence}`: one movement of credits. Entries never change; another entry corrects a
 * mistake.
 */
export interface LedgerEntry {
  userId: string;
  /** 1, 2, 3, … per user, without a gap. */
  sequence: number;
  type: LedgerType;
  /** `null` where there were several: `lots` says how much each. */
  source: GrantSource | null;
  /** Negative for what was taken. */
  amountMicro: Micro;
  /** What it moved, by lot, without the sign. Empty in entries of before lots were named. */
  lots: Lot[];
  /** The owned balance, spendable and held together. */
  balanceBeforeMicro: Micro;
  balanceAfterMicro: Micro;
  activityId: string | null;
  /** A uid, or `system`. */
  actorId: string;
  reason: string;
  requestId: string;
  createdAt: number;
}

/** Whether an entry can be undone: staff made it, perhaps for themselves. */
export const isUndoable = ({ type, actorId }: Pick<LedgerEntry, 'type' | 'actorId'>): boolean =>
  entryRuleOf(type).isUndoable && actorId !== 'system';

/** A ledger entry as `getCreditLogs` answers it. */
export interface CreditEntry extends LedgerEntry {
  entryId: string;
  /** How much of each source it moved, without the sign. Empty where an old entry doesn't say. */
  bySource: Partial<Record<GrantSource, number>>;
}

/** A page of the ledger, the newest entry first. */
export interface CreditPage {
  entries: CreditEntry[];
  /** Gets the next page; `null` on the last. */
  cursor: string | null;
}
