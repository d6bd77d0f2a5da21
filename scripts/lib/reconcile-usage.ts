import type { Activity } from '@tollgate/contract/activity/activity';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { dayOfEnd, endsCountedBy, usageOf } from '../../functions/src/analytics/decide.ts';

/**
 * I5: `usage_daily` is the sum over the ended activities, for every day whose activities are all still kept.
 * Pure.
 */
export class UsageCheck {
  private readonly counted = new Map<string, Counts>();
  private readonly kept = new Map<string, Counts>();
  private readonly cleaned = new Set<string>();

  /** A document of `usage_daily`: a shard, or a day. */
  document(usage: DayUsage): void {
    const { day } = usage;
    this.counted.set(day, addCounts(this.counted.get(day) ?? {}, endsCountedBy(usage)));
    if (usage.cleanedAt !== null) this.cleaned.add(day);
  }

  /**
   * `firsts` remembers whom a day has counted, or, where activities come user by user, which days one user
   * has.
   */
  activity(activity: Activity, firsts: Set<string>): void {
    if (activity.endedAt === null) return;
    const day = dayOfEnd(activity);
    const key = `${day} ${activity.userId}`;
    // Somebody who is gone has no document left that could say whether the day has counted them.
    const isFirstOfDay = !firsts.has(key) && activity.error?.code !== 'user_gone';
    if (isFirstOfDay) firsts.add(key);
    this.kept.set(day, addCounts(this.kept.get(day) ?? {}, usageOf(activity, { isFirstOfDay })));
  }

  violations(): Violation[] {
    return violationsBetween('I5', this.counted, this.kept, 'its activities').filter(
      ({ document }) => !this.cleaned.has(document.slice(DAYS.length)),
    );
  }
}

const DAYS = 'usage_daily/';
const MAX_NAMED = 3;

/** What the days' documents count and what it is counted from, day by day, where the two differ. */
export function violationsBetween(
  invariant: Violation['invariant'],
  counted: ReadonlyMap<string, Counts>,
  made: ReadonlyMap<string, Counts>,
  madeOf: string,
): Violation[] {
  const days = [...new Set([...counted.keys(), ...made.keys()])].sort();
  return days.flatMap((day) => {
    const found = differences(counted.get(day) ?? {}, made.get(day) ?? {}, madeOf);
    if (found.length === 0) return [];
    const more = found.length > MAX_NAMED ? ` and ${found.length - MAX_NAMED} more differ` : '';
    const message = `${found.slice(0, MAX_NAMED).join('; ')}${more}`;
    return [{ invariant, document: `${DAYS}${day}`, message }];
  });
}

function differences(counted: number | Counts, made: number | Counts, madeOf: string, name = ''): string[] {
  if (typeof counted === 'number' || typeof made === 'number') {
    return counted === made ? [] : [`counts ${counted} as ${name}, ${madeOf} make ${made}`];
  }
  const names = [...new Set([...Object.keys(counted), ...Object.keys(made)])].sort();
  return names.flatMap((key) => {
    const [one, other] = [counted[key], made[key]];
    const nothing = typeof (one ?? other) === 'number' ? 0 : {};
    return differences(one ?? nothing, other ?? nothing, madeOf, name ? `${name}.${key}` : key);
  });
}
