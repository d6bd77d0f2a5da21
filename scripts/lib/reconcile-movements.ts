import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { dayOf } from '@tollgate/contract/common/calendar';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { movementsCountedBy, movementsOf } from '../../functions/src/analytics/decide.ts';
import { violationsBetween } from './reconcile-usage.ts';

/**
 * I6: the credits of a day are the sum over the ledger entries made on it. The ledger is kept for ever, so of
 * every day. Pure.
 */
export class MovementCheck {
  private readonly counted = new Map<string, Counts>();
  private readonly moved = new Map<string, Counts>();

  /** A document of `usage_daily`: a shard, or a day. */
  document(usage: DayUsage): void {
    this.counted.set(usage.day, addCounts(this.counted.get(usage.day) ?? {}, movementsCountedBy(usage)));
  }

  entry(entry: LedgerEntry): void {
    const day = dayOf(entry.createdAt);
    this.moved.set(day, addCounts(this.moved.get(day) ?? {}, movementsOf([entry])));
  }

  violations(): Violation[] {
    return violationsBetween('I6', this.counted, this.moved, 'its ledger entries');
  }
}
