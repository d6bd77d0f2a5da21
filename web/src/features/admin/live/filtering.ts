import type { ActivityStatus, AiType, LiveActivity } from '@tollgate/client';
import type { LiveFilters } from './search.ts';

/** Which rows the filters let through, and how many each filter would. Pure. */

type Facet = 'status' | 'kind' | 'service' | 'country';

export interface Facets {
  status: ReadonlyMap<ActivityStatus, number>;
  kind: ReadonlyMap<AiType, number>;
  service: ReadonlyMap<string, number>;
  country: ReadonlyMap<string, number>;
}

// Rows that did not change keep their identity, so their text is put together once.
const texts = new WeakMap<LiveActivity, string>();

function textOf(activity: LiveActivity): string {
  const known = texts.get(activity);
  if (known !== undefined) return known;
  const { email, displayName, promptPreview, service, activityId } = activity;
  // The user's id is in the activity's.
  const made = [email, displayName, promptPreview, service, activityId].join('\n').toLowerCase();
  texts.set(activity, made);
  return made;
}

const passes: Record<Facet, (activity: LiveActivity, filters: LiveFilters) => boolean> = {
  status: ({ status }, filters) => filters.status === undefined || filters.status === status,
  kind: ({ aiType }, filters) => filters.kind === undefined || filters.kind === aiType,
  service: ({ service }, filters) => filters.service === undefined || filters.service === service,
  country: ({ country }, filters) => filters.country === undefined || filters.country === country,
};
const FACETS: Facet[] = ['status', 'kind', 'service', 'country'];

const found = (activity: LiveActivity, words: readonly string[]): boolean =>
  words.every((word) => textOf(activity).includes(word));

const wordsOf = (q = ''): string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

export function filtered<T extends LiveActivity>(activities: readonly T[], filters: LiveFilters): T[] {
  const words = wordsOf(filters.q);
  return activities.filter(
    (activity) => FACETS.every((facet) => passes[facet](activity, filters)) && found(activity, words),
  );
}

/** How many rows each choice of a filter would show, the other filters being as they are. */
export function facetsOf(activities: readonly LiveActivity[], filters: LiveFilters): Facets {
  const words = wordsOf(filters.q);
  const searched = activities.filter((activity) => found(activity, words));
  const count = <K extends string>(facet: Facet, keyOf: (activity: LiveActivity) => K | null) => {
    const others = FACETS.filter((other) => other !== facet);
    const counts = new Map<K, number>();
    for (const activity of searched) {
      const key = keyOf(activity);
      if (key === null || !others.every((other) => passes[other](activity, filters))) continue;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  return {
    status: count('status', ({ status }) => status),
    kind: count('kind', ({ aiType }) => aiType),
    service: count('service', ({ service }) => service),
    country: count('country', ({ country }) => country),
  };
}

export const isFiltered = ({ status, kind, service, country, q }: LiveFilters): boolean =>
  [status, kind, service, country, q].some((filter) => filter !== undefined);

/** An activity's id, as `${uid}.${requestId}`, and no email. */
export const looksLikeActivityId = (q = ''): boolean => /^[^\s@/]+\.[A-Za-z0-9_-]{1,64}$/.test(q.trim());
