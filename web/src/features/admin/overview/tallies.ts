import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import type { Row } from '../shared/figures/table.ts';
import { groupAt, numberAt } from '../shared/usage-days.ts';
import { endedIn, part, quantileIn } from './readings.ts';

/** The tables of a period: by kind, service, tier and refusal. */

const TALLY = [
  { key: 'name', kind: 'text' },
  { key: 'ended', kind: 'count' },
  { key: 'popularity', kind: 'share' },
  { key: 'success', kind: 'share' },
  { key: 'failed', kind: 'count' },
] as const;

const tallyOf = (tally: Counts, name: string, all: number) => ({
  name,
  ended: numberAt(tally, 'ended'),
  popularity: part(numberAt(tally, 'ended'), all),
  success: part(numberAt(tally, 'completed'), numberAt(tally, 'ended')),
  failed: numberAt(tally, 'failed'),
  credits: numberAt(tally, 'chargedMicro'),
});

const mostFirst =
  <K extends string>(key: K) =>
  (a: Row<K>, b: Row<K>): number =>
    Number(b[key]) - Number(a[key]);

export function kindsOf(counts: Counts) {
  const all = endedIn(counts);
  const rows = Object.keys(groupAt(counts, 'byAiType')).map((kind) => ({
    ...tallyOf(groupAt(counts, 'byAiType', kind), kind, all),
    p50: quantileIn(counts, 0.5, kind),
    p95: quantileIn(counts, 0.95, kind),
  }));
  const columns = [
    ...TALLY,
    { key: 'p50', kind: 'ms' },
    { key: 'p95', kind: 'ms' },
    { key: 'credits', kind: 'credits' },
  ] as const;
  return { columns, rows: rows.sort(mostFirst('credits')) };
}

export function servicesOf(counts: Counts) {
  const all = endedIn(counts);
  const rows = Object.keys(groupAt(counts, 'byService')).map((service) => {
    const tally = groupAt(counts, 'byService', service);
    return {
      ...tallyOf(tally, service, all),
      average: part(numberAt(tally, 'processingMs'), numberAt(tally, 'ended')),
      cost: numberAt(counts, 'providerCostMicroUsd', service),
    };
  });
  const columns = [
    ...TALLY,
    { key: 'average', kind: 'ms' },
    { key: 'credits', kind: 'credits' },
    { key: 'cost', kind: 'usd' },
  ] as const;
  return { columns, rows: rows.sort(mostFirst('ended')) };
}

export function tiersOf(counts: Counts) {
  const rows = TIERS.map((tier) => {
    const shares = AI_TYPES.map((kind) => groupAt(counts, 'byTier', tier, kind)).reduce(addCounts, {});
    return { name: tier, ended: numberAt(shares, 'ended'), credits: numberAt(shares, 'chargedMicro') };
  });
  const columns = [
    { key: 'name', kind: 'text' },
    { key: 'ended', kind: 'count' },
    { key: 'credits', kind: 'credits' },
  ] as const;
  return { columns, rows };
}

export function refusalsOf(counts: Counts) {
  const reasons = groupAt(counts, 'approximate', 'refusals');
  const rows = Object.keys(reasons).map((name) => ({ name, calls: numberAt(reasons, name) }));
  const columns = [
    { key: 'name', kind: 'text' },
    { key: 'calls', kind: 'count' },
  ] as const;
  return { columns, rows: rows.sort(mostFirst('calls')) };
}
