import type { GrantSource } from '@tollgate/contract/ai-types';
import type { Lot } from '../shapes.ts';

export interface SourceBalance {
  source: GrantSource;
  amountMicro: number;
  /** When these run out; `null`: never. */
  expiresAt: number | null;
}

/** What can be spent, by where it came from and when it runs out: the order in which it is used up. */
export function bySource(grants: readonly Lot[], nowMs: number): SourceBalance[] {
  return grants
    .filter(({ amountMicro, expiresAt }) => amountMicro > 0 && (expiresAt === null || expiresAt > nowMs))
    .sort(
      (a, b) =>
        a.priority - b.priority ||
        (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY) ||
        a.createdAt - b.createdAt,
    )
    .map(({ source, amountMicro, expiresAt }) => ({ source, amountMicro, expiresAt }));
}
