import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { addCounts, type Counts, countsIn } from '@tollgate/contract/common/counts';
import type { CreditConfig, Limits } from '@tollgate/contract/config/config';
import { AI_TYPES, type AiType } from '@tollgate/contract/kinds/kinds';
import { perMonthOf } from '@tollgate/contract/limits/monthly';
import { costMicro, type Price } from '@tollgate/contract/pricing/prices';
import { TIERS, type Tier } from '@tollgate/contract/pricing/tiers';

/**
 * What a change of the configuration would have made of the days before it: only what their totals can tell.
 * Pure.
 */

/** Days from their shards, each with the sum of its numbers. */
export function daysOf(found: readonly DayUsage[]): DayUsage[] {
  const days = new Map<string, DayUsage>();
  for (const one of found) {
    const { day, shardOf: _of, foldedAt: _at, cleanedAt: _cleaned, ...counts } = dayUsageSchema.parse(one);
    const { day: _day, shardOf: _, foldedAt: __, cleanedAt: ___, ...sum } = days.get(day) ?? emptyDay(day);
    days.set(day, dayUsageSchema.parse({ ...addCounts(countsIn(sum), countsIn(counts)), day }));
  }
  return [...days.values()];
}

const emptyDay = (day: string): DayUsage => dayUsageSchema.parse({ day });

export interface ServiceEffect {
  service: string;
  label: string;
  generations: number;
  units: number;
  /** What was charged, under the prices of then. */
  chargedMicro: number;
  /**
   * What the units would cost by the prices in force, and by the new ones; `null`: it is not in that price
   * book.
   */
  nowMicro: number | null;
  thenMicro: number | null;
}

export interface PriceEffect {
  rows: ServiceEffect[];
  chargedMicro: number;
  nowMicro: number;
  thenMicro: number;
  /** Used in these days, and in the new price book no more. */
  removed: string[];
}

type Services = CreditConfig['services'];

export function priceEffect(days: readonly DayUsage[], before: Services, after: Services): PriceEffect {
  const used = days
    .map(({ byService }) => byService as Counts)
    .reduce(addCounts, {}) as DayUsage['byService'];
  const rows = Object.entries(used)
    .map(([service, { completed = 0, usedUnits = 0, chargedMicro = 0 }]): ServiceEffect => {
      const units = unitsOf(before[service], usedUnits, chargedMicro);
      const cost = (price: Price | undefined) =>
        price === undefined ? null : totalMicro(price, units, completed);
      return {
        service,
        label: (after[service] ?? before[service])?.label ?? service,
        ...{ generations: completed, units, chargedMicro },
        nowMicro: cost(before[service]),
        thenMicro: cost(after[service]),
      };
    })
    .filter(({ units }) => units > 0)
    .toSorted((one, other) => (other.nowMicro ?? 0) - (one.nowMicro ?? 0));
  const sum = (amounts: (number | null)[]) => amounts.reduce<number>((total, one) => total + (one ?? 0), 0);
  return {
    rows,
    chargedMicro: sum(rows.map((row) => row.chargedMicro)),
    nowMicro: sum(rows.map((row) => row.nowMicro)),
    thenMicro: sum(rows.map((row) => row.thenMicro)),
    removed: rows.filter(({ thenMicro }) => thenMicro === null).map(({ service }) => service),
  };
}

/**
 * An app that runs a service itself is charged what was held, and need not say what it used: of those, what
 * was charged tells the units, by the price in force.
 */
function unitsOf(service: Services[string] | undefined, usedUnits: number, chargedMicro: number): number {
  if (!service || service.provider !== null) return usedUnits;
  const charged = (BigInt(chargedMicro) * BigInt(service.per)) / BigInt(service.priceMicro);
  return Math.max(usedUnits, Number(charged));
}

/**
 * All units at once: what each generation was rounded up by is not known, and its minimum only for all of
 * them.
 */
function totalMicro(price: Price, units: number, generations: number): number {
  return Math.max(costMicro({ ...price, minimumMicro: 0 }, units), generations * price.minimumMicro);
}

export type LimitNote =
  /** The busiest day of a kind whose hourly limit changes. */
  | { word: 'perHour'; aiType: AiType; before: number; after: number; most: number; people: number }
  /** Nobody can generate this kind any more. */
  | { word: 'closed'; aiType: AiType }
  /** A tier's monthly limit of a service; `null`: none. */
  | { word: 'perMonth'; tier: Tier; service: string; before: number | null; after: number | null }
  /** How many generations may have taken longer than a hold would now stay open. */
  | { word: 'holds'; aiType: AiType; longer: number; all: number }
  | { word: 'retention'; after: number }
  | { word: 'maxHold' };

export function limitNotes(days: readonly DayUsage[], before: Limits, after: Limits): LimitNote[] {
  const notes: LimitNote[] = [];
  for (const aiType of AI_TYPES) {
    const [was, is] = [before.perHour[aiType], after.perHour[aiType]];
    if (was !== is && is === 0) notes.push({ word: 'closed', aiType });
    else if (was !== is) {
      const busiest = days.toSorted((one, other) => endedOn(other, aiType) - endedOn(one, aiType))[0];
      const [most, people] = [busiest ? endedOn(busiest, aiType) : 0, busiest?.activeUsers ?? 0];
      notes.push({ word: 'perHour', aiType, before: was, after: is, most, people });
    }
    if (after.holdSeconds[aiType] < before.holdSeconds[aiType]) {
      notes.push({ word: 'holds', aiType, ...longerThan(days, aiType, after.holdSeconds[aiType] * 1_000) });
    }
  }
  for (const tier of TIERS) {
    const [was, is] = [perMonthOf(before, tier), perMonthOf(after, tier)];
    for (const service of new Set([...was.keys(), ...is.keys()])) {
      const change = { before: was.get(service) ?? null, after: is.get(service) ?? null };
      if (change.before !== change.after) notes.push({ word: 'perMonth', tier, service, ...change });
    }
  }
  if (after.retentionDays < before.retentionDays)
    notes.push({ word: 'retention', after: after.retentionDays });
  if (after.maxHoldMicro < before.maxHoldMicro) notes.push({ word: 'maxHold' });
  return notes;
}

const endedOn = ({ byAiType }: DayUsage, aiType: AiType): number => byAiType[aiType]?.ended ?? 0;

/**
 * The buckets `upTo5000` know their upper bound alone, so what lies in one that reaches over is counted too.
 */
function longerThan(days: readonly DayUsage[], aiType: AiType, limitMs: number) {
  const buckets = days.flatMap(({ durations }) => Object.entries(durations[aiType] ?? {}));
  const sum = (counts: [string, number][]) => counts.reduce((total, [, count]) => total + count, 0);
  const mayBeLonger = ([name]: [string, number]) => !(Number(name.replace('upTo', '')) <= limitMs);
  return { longer: sum(buckets.filter(mayBeLonger)), all: sum(buckets) };
}
