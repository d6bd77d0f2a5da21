import { addCounts, type Counts } from '@tollgate/contract/counts';
import type { Activity } from '@tollgate/contract/documents';
import type { DayUsage } from '@tollgate/contract/usage';
import { countsOf, dayOfEnd, usageOf } from '../../functions/src/analytics/decide.ts';
import type { Violation } from './reconcile-checks.ts';

/** I5: `usage_daily` is the sum over the ended activities, for every day whose activities are all still kept. Pure. */
export class UsageCheck {
  private readonly counted = new Map<string, Counts>();
  private readonly kept = new Map<string, Counts>();
  private readonly cleaned = new Set<string>();

  /** A document of `usage_daily`: a shard, or a day. */
  document(usage: DayUsage): void {
    const { day } = usage;
    this.counted.set(day, addCounts(this.counted.get(day) ?? {}, countsOf(usage)));
    if (usage.cleanedAt !== null) this.cleaned.add(day);
  }

  /** `firsts` remembers whom a day has counted, or, where activities come user by user, which days one user has. */
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
    const days = [...new Set([...this.counted.keys(), ...this.kept.keys()])].sort();
    return days
      .filter((day) => !this.cleaned.has(day))
      .flatMap((day) => {
        const found = differences(this.counted.get(day) ?? {}, this.kept.get(day) ?? {});
        if (found.length === 0) return [];
        const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more differ` : '';
        const message = `${found.slice(0, MOST_NAMED).join('; ')}${more}`;
        return [{ invariant: 'I5' as const, document: `usage_daily/${day}`, message }];
      });
  }
}

const MOST_NAMED = 3;

function differences(counted: number | Counts, kept: number | Counts, name = ''): string[] {
  if (typeof counted === 'number' || typeof kept === 'number') {
    return counted === kept ? [] : [`counts ${counted} as ${name}, its activities make ${kept}`];
  }
  const names = [...new Set([...Object.keys(counted), ...Object.keys(kept)])].sort();
  return names.flatMap((key) => {
    const [one, other] = [counted[key], kept[key]];
    const nothing = typeof (one ?? other) === 'number' ? 0 : {};
    return differences(one ?? nothing, other ?? nothing, name ? `${name}.${key}` : key);
  });
}
