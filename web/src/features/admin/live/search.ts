import { ACTIVITY_STATUSES, type ActivityStatus } from '@tollgate/contract/activity/status';
import { AI_TYPES, type AiType } from '@tollgate/contract/kinds/kinds';

export interface LiveFilters {
  status?: ActivityStatus;
  kind?: AiType;
  service?: string;
  country?: string;
  /** Searched for in who, what and ids. */
  q?: string;
}

/** What the address of the live page says. */
export interface LiveSearch extends LiveFilters {
  /** All that is stored, by pages, in place of what is live. */
  list?: 'stored';
  /** The activity that is open in the drawer. */
  activity?: string;
}

const MAX_CHARS = 300;

/** The router reads `?q=12` as a number. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  return String(value).slice(0, MAX_CHARS) || undefined;
}

/** Takes what it understands of an address, and leaves out the rest. */
export function readLiveSearch(search: Record<string, unknown>): LiveSearch {
  const status = ACTIVITY_STATUSES.find((one) => one === search.status);
  const kind = AI_TYPES.find((one) => one === search.kind);
  const [service, country, q, activity] = [search.service, search.country, search.q, search.activity].map(
    text,
  );
  return {
    ...(status && { status }),
    ...(kind && { kind }),
    ...(service && { service }),
    ...(country && { country }),
    ...(q && { q }),
    ...(search.list === 'stored' && { list: 'stored' }),
    ...(activity && { activity }),
  };
}
