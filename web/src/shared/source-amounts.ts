import { credits } from './format.ts';

type Source = 'welcome' | 'plan' | 'purchase' | 'bonus' | 'promotion' | 'refund';

/** "Welcome 4 · Plan 1"; of a single source its name alone, because the amount stands beside it. */
export function sourceAmounts(
  bySource: Partial<Record<Source, number>>,
  nameOf: (source: Source) => string,
): string {
  const all = Object.entries(bySource) as [Source, number][];
  if (all.length <= 1) return all.map(([source]) => nameOf(source)).join('');
  return all.map(([source, amountMicro]) => `${nameOf(source)} ${credits(amountMicro)}`).join(' · ');
}
