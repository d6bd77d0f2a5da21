import { addCounts, type Counts } from '@tollgate/contract/counts';
import type { Activity } from '@tollgate/contract/documents';
import { type DayUsage, dayUsageSchema, durationBucket } from '@tollgate/contract/usage';
import { dayOf } from '../credits/decide.ts';

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
  return withoutNoughts({
    byStatus: { [status]: 1 },
    byAiType: { [aiType]: tally },
    byService: { [service]: tally },
    byTier: { [tier]: { [aiType]: share } },
    byCaller: { [isGuest ? 'guest' : 'member']: share },
    durations: processingTimeMs === null ? {} : { [aiType]: { [durationBucket(processingTimeMs)]: 1 } },
    activeUsers: isFirstOfDay ? 1 : 0,
  });
}

/** The counts of a day alone, in the form in which they can be added and compared: without a nought. */
export function countsOf({
  day: _day,
  shardOf: _of,
  foldedAt: _at,
  cleanedAt: _cleaned,
  ...counts
}: DayUsage): Counts {
  return withoutNoughts(counts);
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
 * One document of all that is known of a day: what was folded before and the shards of what came since. `null` when
 * there is nothing to do. `isCleaned`: the activities of this day are about to be removed, which its document shall say.
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
