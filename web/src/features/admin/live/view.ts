import type { LiveActivity } from '@tollgate/client';

/** What is on screen of what is known: rows don't move under somebody who reads them. Pure. */

/**
 * `follow`: what is known is shown. `hold`: rows stay where they are and are kept up to date; new ones wait.
 * `pause`: nothing changes; whatever does, waits.
 */
export type Mode = 'follow' | 'hold' | 'pause';

export interface View {
  shown: readonly LiveActivity[];
  waiting: readonly LiveActivity[];
  /** When a row came, by id: of those that came while somebody watched. */
  fresh: ReadonlyMap<string, number>;
}

export const EMPTY_VIEW: View = { shown: [], waiting: [], fresh: new Map() };

/** How long a row that has just come is marked. */
export const FRESH_MS = 4_000;

const byId = (activities: readonly LiveActivity[]) =>
  new Map(activities.map((activity) => [activity.activityId, activity]));

export function nextView(
  view: View,
  latest: readonly LiveActivity[],
  { mode, isFirst, nowMs }: { mode: Mode; isFirst: boolean; nowMs: number },
): View {
  if (mode === 'follow' || view.shown.length === 0) return follow(view, latest, isFirst, nowMs);
  const shownById = byId(view.shown);
  if (mode === 'pause') {
    const waiting = latest.filter((activity) => shownById.get(activity.activityId) !== activity);
    return { ...view, waiting };
  }
  const latestById = byId(latest);
  const shown = view.shown.map((activity) => latestById.get(activity.activityId) ?? activity);
  const isSame = shown.every((activity, index) => activity === view.shown[index]);
  return {
    ...view,
    shown: isSame ? view.shown : shown,
    waiting: latest.filter(({ activityId }) => !shownById.has(activityId)),
  };
}

function follow(view: View, latest: readonly LiveActivity[], isFirst: boolean, nowMs: number): View {
  const before = byId(view.shown);
  const fresh = new Map<string, number>();
  for (const { activityId } of latest) {
    const since = before.has(activityId) || isFirst ? view.fresh.get(activityId) : nowMs;
    if (since !== undefined && nowMs - since < FRESH_MS) fresh.set(activityId, since);
  }
  return { shown: latest, waiting: [], fresh };
}

export type Phase = 'connecting' | 'listening' | 'failed';

/**
 * What the dot tells: the rows are what is happening, or only what the cache has, or there is no line at all.
 */
export function dotOf(line: { online: boolean; phase: Phase; fromCache: boolean }) {
  if (!line.online) return 'offline';
  if (line.phase !== 'listening') return line.phase;
  return line.fromCache ? 'cached' : 'live';
}
