import { SEVERITIES } from '@tollgate/contract/abuse/severity';
import { ENDED_STATUSES } from '@tollgate/contract/activity/status';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { recordOf } from '@tollgate/contract/common/records';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { GRANT_SOURCES } from '@tollgate/contract/ledger/sources';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import type { Column, Row, Table, Value, ValueKind } from '../shared/figures/table.ts';
import { groupAt, numberAt, sumOf, type UsageByDay } from '../shared/usage-days.ts';
import {
  costIn,
  endedIn,
  givenFrom,
  incidentsOf,
  part,
  quantileIn,
  revenueOf,
  takenAs,
  tokensIn,
  usedMicro,
} from './readings.ts';

/**
 * The arithmetic of the overview: totals of days in, figures out. Nothing here draws, reads or knows a
 * language.
 */

export const totalOf = (days: readonly string[], usage: UsageByDay): Counts =>
  days.map((day) => usage.get(day) ?? {}).reduce(addCounts, {});

const MICRO_USD_PER_CENT = 10_000;

export type Summary = ReturnType<typeof summaryOf>;

/**
 * The figures of a period that fit on a tile. Of the days of a period that is under way, only so many have
 * `elapsed`.
 */
export function summaryOf(counts: Counts, days: number, creditPriceMicroUsd: number, elapsedDays = days) {
  const ended = endedIn(counts);
  const revenueMicroUsd = revenueOf(counts, creditPriceMicroUsd);
  const used = usedMicro(counts);
  const free = sumOf(recordOf(AI_TYPES, (kind) => numberAt(counts, 'byTier', 'free', kind, 'chargedMicro')));
  return {
    usedMicro: used,
    generations: ended,
    successShare: part(numberAt(counts, 'byStatus', 'completed'), ended),
    failures: numberAt(counts, 'byStatus', 'failed'),
    p50Ms: quantileIn(counts, 0.5),
    p95Ms: quantileIn(counts, 0.95),
    activePerDay: numberAt(counts, 'activeUsers') / days,
    perGenerationMicro: part(used, ended),
    tokens: tokensIn(counts, 'inputTokens') + tokensIn(counts, 'outputTokens'),
    refusals: sumOf(groupAt(counts, 'approximate', 'refusals')),
    burnMicroPerDay: used / elapsedDays,
    paidShare: part(used - free, used),
    signUps: numberAt(counts, 'people', 'signUps') + numberAt(counts, 'people', 'converted'),
    guests: numberAt(counts, 'people', 'guests'),
    /** Whenever they came as guests: so not a part of the `guests` of the period. */
    converted: numberAt(counts, 'people', 'converted'),
    suspended: numberAt(counts, 'people', 'suspended'),
    incidents: sumOf(groupAt(counts, 'abuse')),
    welcomeMicro: givenFrom(counts, 'welcome'),
    boughtMicro: givenFrom(counts, 'purchase'),
    packsSold: numberAt(counts, 'sales', 'packs'),
    /** What came in for packs and stayed. */
    salesMicroUsd:
      (numberAt(counts, 'sales', 'paidCents') - numberAt(counts, 'sales', 'refundedCents')) *
      MICRO_USD_PER_CENT,
    paidBackMicroUsd: numberAt(counts, 'sales', 'refundedCents') * MICRO_USD_PER_CENT,
    revenueMicroUsd,
    costMicroUsd: costIn(counts),
    marginShare: part(revenueMicroUsd - costIn(counts), revenueMicroUsd),
  };
}

/** How many days the credits in the system last at this rate; `null` when nothing is used. */
export const daysLeft = (creditsMicro: number, burnMicroPerDay: number): number | null =>
  burnMicroPerDay > 0 ? creditsMicro / burnMicroPerDay : null;

type Reader = (counts: Counts) => Value;

/** A row a day, a column a series. */
function perDay<K extends string>(
  days: readonly string[],
  usage: UsageByDay,
  kind: ValueKind,
  series: Readonly<Record<K, Reader>>,
): Table<K | 'day'> {
  const keys = Object.keys(series).filter((key): key is K => key in series);
  const rows = days.map((day): Row<K | 'day'> => {
    const counts = usage.get(day) ?? {};
    const values = recordOf(keys, (key) => series[key](counts));
    return { ...values, day } as Row<K | 'day'>;
  });
  return {
    columns: [{ key: 'day', kind: 'day' }, ...keys.map((key): Column<K | 'day'> => ({ key, kind }))],
    rows,
  };
}

const each = <K extends string>(keys: readonly K[], read: (counts: Counts, key: K) => Value) =>
  recordOf(
    keys,
    (key): Reader =>
      (counts) =>
        read(counts, key),
  );

/** The charts over days. */
export const trendsOf = (days: readonly string[], usage: UsageByDay, creditPriceMicroUsd: number) => ({
  used: perDay(
    days,
    usage,
    'credits',
    each(AI_TYPES, (counts, kind) => numberAt(counts, 'byAiType', kind, 'chargedMicro')),
  ),
  generations: perDay(
    days,
    usage,
    'count',
    each(ENDED_STATUSES, (counts, status) => numberAt(counts, 'byStatus', status)),
  ),
  times: perDay(days, usage, 'ms', {
    p50: (counts) => quantileIn(counts, 0.5),
    p95: (counts) => quantileIn(counts, 0.95),
  }),
  active: perDay(days, usage, 'count', { activeUsers: (counts) => numberAt(counts, 'activeUsers') }),
  tiers: perDay(
    days,
    usage,
    'credits',
    each(TIERS, (counts, tier) =>
      AI_TYPES.reduce((sum, kind) => sum + numberAt(counts, 'byTier', tier, kind, 'chargedMicro'), 0),
    ),
  ),
  tokens: perDay(days, usage, 'count', {
    inputTokens: (counts) => tokensIn(counts, 'inputTokens'),
    outputTokens: (counts) => tokensIn(counts, 'outputTokens'),
  }),
  given: perDay(days, usage, 'credits', each(GRANT_SOURCES, givenFrom)),
  flow: perDay(days, usage, 'credits', {
    given: (counts) => sumOf(groupAt(counts, 'credits', 'given')),
    deducted: usedMicro,
    expired: (counts) => takenAs(counts, 'expired'),
    removed: (counts) => takenAs(counts, 'removed'),
  }),
  people: perDay(days, usage, 'count', {
    signUps: (counts) => numberAt(counts, 'people', 'signUps'),
    guests: (counts) => numberAt(counts, 'people', 'guests'),
    converted: (counts) => numberAt(counts, 'people', 'converted'),
  }),
  money: perDay(days, usage, 'usd', {
    revenue: (counts) => revenueOf(counts, creditPriceMicroUsd),
    cost: costIn,
  }),
  incidents: perDay(days, usage, 'count', each(SEVERITIES, incidentsOf)),
});
