import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { bucketOf, DURATION_BOUNDS_MS } from '@tollgate/contract/analytics/histogram';
import type { Order } from '@tollgate/contract/billing/order';
import { dayOf } from '@tollgate/contract/common/calendar';
import { addCounts, type Counts, countsIn } from '@tollgate/contract/common/counts';
import type { CreditConfig } from '@tollgate/contract/config/config';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { amountsBySource } from '@tollgate/contract/ledger/lots';
import { costMicro } from '@tollgate/contract/pricing/prices';

/** The UTC day that an ended activity counts for. */
export function dayOfEnd({ endedAt }: Pick<Activity, 'endedAt'>): string {
  if (endedAt === null) throw new Error('only what has ended counts');
  return dayOf(endedAt);
}

/** What an ended activity adds to its day. */
export function usageOf(activity: Activity, { isFirstOfDay }: { isFirstOfDay: boolean }): Counts {
  const { status, aiType, service, tier, isGuest, heldMicro, chargedMicro, processingTimeMs } = activity;
  const tally: Counts = {
    ended: 1,
    completed: status === 'completed' ? 1 : 0,
    failed: status === 'failed' ? 1 : 0,
    heldMicro,
    chargedMicro,
    usedUnits: activity.usedUnits ?? 0,
    inputTokens: activity.tokens?.input ?? 0,
    outputTokens: activity.tokens?.output ?? 0,
    processingMs: processingTimeMs ?? 0,
  };
  const share: Counts = { ended: 1, chargedMicro };
  // What was cancelled or ran out of time says nothing about how long a generation takes.
  const isTimed = status === 'completed' && processingTimeMs !== null;
  const duration = isTimed ? bucketOf(DURATION_BOUNDS_MS, processingTimeMs) : null;
  return withoutNoughts({
    byStatus: { [status]: 1 },
    byAiType: { [aiType]: tally },
    byService: { [service]: tally },
    byTier: { [tier]: { [aiType]: share } },
    byCaller: { [isGuest ? 'guest' : 'member']: share },
    durations: duration === null ? {} : { [aiType]: { [duration]: 1 } },
    activeUsers: isFirstOfDay ? 1 : 0,
  });
}

/**
 * What the provider bills for what was delivered, by the price book in force when it ends. An app's word on
 * units is taken up to what was held; where it gives none, it used all of that. A service that is not in the
 * book any more has no price.
 */
export function providerCostOf(
  { service, status, units, usedUnits, runBy }: Activity,
  services: CreditConfig['services'],
): Counts {
  const known = services[service];
  if (!known) return {};
  const { providerCostMicroUsd: priceMicro, per } = known;
  const isAppRun = runBy !== 'server' && status === 'completed';
  const used = isAppRun ? Math.min(usedUnits ?? units, units) : (usedUnits ?? 0);
  return withoutNoughts({
    providerCostMicroUsd: { [service]: costMicro({ priceMicro, per, minimumMicro: 0 }, used) },
  });
}

/** What ledger entries add to the day on which they were made. */
export function movementsOf(entries: readonly LedgerEntry[]): Counts {
  return entries
    .map((entry): Counts => {
      const { type, amountMicro } = entry;
      const bySource = amountsBySource(entry);
      // Entries of before lots were named don't say how much of several each was.
      const moved = {
        [type]: Object.keys(bySource).length > 0 ? bySource : { mixed: Math.abs(amountMicro) },
      };
      return { credits: amountMicro > 0 ? { given: moved } : { taken: moved } };
    })
    .reduce(addCounts, {});
}

/**
 * What was sold, and what went back of it, as an order becomes another. What was paid and not delivered is no
 * sale.
 */
export function salesOf(before: Order, after: Order): Counts {
  const isNew = before.entryId === null && after.entryId !== null;
  const returnedBefore = isNew || before.entryId === null ? 0 : before.refundedCents;
  return withoutNoughts({
    sales: {
      packs: isNew ? 1 : 0,
      paidCents: isNew ? after.priceCents : 0,
      refundedCents: after.entryId === null ? 0 : after.refundedCents - returnedBefore,
    },
  });
}

/** What has become of a person in one commit: came, signed up, was shut out, was let in again. */
export function peopleOf(before: User | null, after: User): Counts {
  const [was, is] = [before?.status === 'suspended', after.status === 'suspended'];
  const people = {
    signUps: before === null && !after.isGuest ? 1 : 0,
    guests: before === null && after.isGuest ? 1 : 0,
    converted: before?.isGuest === true && !after.isGuest ? 1 : 0,
    suspended: is && !was ? 1 : 0,
    reinstated: was && !is ? 1 : 0,
  };
  return withoutNoughts({ people });
}

/** An abuse record that is new, or has become more severe. */
export const incidentOf = ({ signal, severity }: AbuseRecord): Counts => ({
  abuse: { [signal]: { [severity]: 1 } },
});

/** What I5 speaks of: the counts that the ended activities of a day, alone, make. */
export function endsCountedBy(usage: DayUsage): Counts {
  const { byStatus, byAiType, byService, byTier, byCaller, durations, activeUsers } = usage;
  const counted = { byStatus, byAiType, byService, byTier, byCaller, durations, activeUsers };
  return withoutNoughts(countsIn(counted));
}

/** What I6 speaks of: the counts that the ledger entries of a day make. */
export const movementsCountedBy = ({ credits }: DayUsage): Counts => withoutNoughts(countsIn({ credits }));

/** The counts of a day alone, in the form in which they can be added and compared: without a nought. */
export function countsOf({
  day: _day,
  shardOf: _of,
  foldedAt: _at,
  cleanedAt: _cleaned,
  ...counts
}: DayUsage): Counts {
  return withoutNoughts(countsIn(counts));
}

/** Noughts and empty groups say nothing, and would cost an increment each. */
function withoutNoughts(counts: Counts): Counts {
  const entries = Object.entries(counts).map(([name, count]): [string, number | Counts] => [
    name,
    typeof count === 'number' ? count : withoutNoughts(count),
  ]);
  return Object.fromEntries(
    entries.filter(([, count]) => (typeof count === 'number' ? count !== 0 : Object.keys(count).length > 0)),
  );
}

/**
 * One document of all that is known of a day: what was folded before and the shards of what came since.
 * `null` when there is nothing to do. `isCleaned`: the activities of this day are about to be removed, which
 * its document shall say.
 */
export function decideFold(
  day: string,
  { folded, shards }: { folded: DayUsage | null; shards: readonly DayUsage[] },
  { isCleaned }: { isCleaned: boolean },
  nowMs: number,
): DayUsage | null {
  const cleanedAt = folded?.cleanedAt ?? (isCleaned ? nowMs : null);
  if (shards.length === 0 && cleanedAt === (folded?.cleanedAt ?? null)) return null;
  const counts = [...(folded ? [folded] : []), ...shards].map(countsOf).reduce(addCounts, {});
  return dayUsageSchema.parse({ ...counts, day, foldedAt: nowMs, cleanedAt });
}
