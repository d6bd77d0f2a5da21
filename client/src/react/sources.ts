import type { Lot } from '@tollgate/contract/ledger/lots';
import { lotsBySource } from '@tollgate/contract/ledger/lots';
import type { GrantSource } from '@tollgate/contract/ledger/sources';

export interface SourceBalance {
  source: GrantSource;
  amountMicro: number;
  /** When these run out; `null`: never. */
  expiresAt: number | null;
}

/** What can be spent, by where it came from and when it runs out: the order in which it is used up. */
export function bySource(grants: readonly Lot[], nowMs: number): SourceBalance[] {
  return lotsBySource(
    grants.filter(
      ({ amountMicro, expiresAt }) => amountMicro > 0 && (expiresAt === null || expiresAt > nowMs),
    ),
  );
}
