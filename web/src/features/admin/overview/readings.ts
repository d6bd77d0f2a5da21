import { DURATION_BOUNDS_MS, type Histogram, quantileOf } from '@tollgate/contract/analytics/histogram';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { ENTRY_RULES, entryRuleOf, LEDGER_TYPES } from '@tollgate/contract/ledger/entry-types';
import { groupAt, numberAt, sumOf } from '../shared/usage-days.ts';

/** What can be read off the totals of a day or of many. */

export const part = (some: number, all: number): number | null => (all === 0 ? null : some / all);

const isNumber = (entry: [string, number | Counts]): entry is [string, number] =>
  typeof entry[1] === 'number';

/** Times by bucket, of all kinds together or of one. */
function durationsIn(counts: Counts, kind?: string): Histogram {
  const byKind = groupAt(counts, 'durations');
  const kinds = kind === undefined ? Object.keys(byKind) : [kind];
  const all = kinds.map((one) => groupAt(byKind, one)).reduce(addCounts, {});
  return Object.fromEntries(Object.entries(all).filter(isNumber));
}

export const quantileIn = (counts: Counts, of: number, kind?: string): number | null =>
  quantileOf(DURATION_BOUNDS_MS, durationsIn(counts, kind), of);

/** What the credits that were used sell for, at the list price of a credit. */
export const revenueOf = (counts: Counts, creditPriceMicroUsd: number): number =>
  Math.round((usedMicro(counts) / MICRO_PER_CREDIT) * creditPriceMicroUsd);

/** The credits that were taken and became this. */
export const takenAs = (counts: Counts, what: 'used' | 'expired' | 'removed'): number =>
  LEDGER_TYPES.filter((type) => ENTRY_RULES[type].takes === what)
    .map((type) => sumOf(groupAt(counts, 'credits', 'taken', type)))
    .reduce((sum, amount) => sum + amount, 0);
export const usedMicro = (counts: Counts): number => takenAs(counts, 'used');
export const endedIn = (counts: Counts): number => sumOf(groupAt(counts, 'byStatus'));
export const costIn = (counts: Counts): number => sumOf(groupAt(counts, 'providerCostMicroUsd'));
/** What was given anew of a source. What came back, to whichever source, counts as refunds. */
export const givenFrom = (counts: Counts, source: string): number =>
  Object.keys(groupAt(counts, 'credits', 'given')).reduce((sum, type) => {
    if (entryRuleOf(type).gives !== 'back') return sum + numberAt(counts, 'credits', 'given', type, source);
    return source === 'refund' ? sum + sumOf(groupAt(counts, 'credits', 'given', type)) : sum;
  }, 0);
export const tokensIn = (counts: Counts, direction: 'inputTokens' | 'outputTokens'): number =>
  AI_TYPES.reduce((sum, kind) => sum + numberAt(counts, 'byAiType', kind, direction), 0);
export const incidentsOf = (counts: Counts, severity: string): number =>
  Object.keys(groupAt(counts, 'abuse')).reduce(
    (sum, signal) => sum + numberAt(counts, 'abuse', signal, severity),
    0,
  );
