import { USER_STATUSES, type UserStatus } from '@tollgate/contract/account/status';
import { TIERS, type Tier } from '@tollgate/contract/pricing/tiers';

/**
 * What the directory's address says. Apart from the rest of it, because the router reads it before the page
 * is there.
 */

export const SORTS = ['newest', 'credits', 'month', 'lifetime'] as const;
export type Sort = (typeof SORTS)[number];

export const GROUPS = ['guest', 'moderator', 'admin'] as const;
export type Group = (typeof GROUPS)[number];

export interface DirectorySearch {
  q?: string;
  status?: UserStatus;
  tier?: Tier;
  who?: Group;
  sort?: Sort;
  /** How many people are shown, so that coming back shows as many. */
  shown?: number;
}

export const PAGE = 50;
const MAX_AT_ONCE = 500;

const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((one) => one === value);

/** An address that somebody changed by hand leaves out what it can't mean. */
export function readDirectorySearch(raw: Record<string, unknown>): DirectorySearch {
  const q = raw.q === undefined ? '' : String(raw.q).trim();
  const status = oneOf(USER_STATUSES, raw.status);
  const tier = oneOf(TIERS, raw.tier);
  const who = oneOf(GROUPS, raw.who);
  const sort = oneOf(SORTS, raw.sort);
  const shown = Math.min(MAX_AT_ONCE, Math.floor(Number(raw.shown)));
  return {
    ...(q && { q }),
    ...(status && { status }),
    ...(tier && { tier }),
    ...(who && { who }),
    ...(sort && sort !== 'newest' && { sort }),
    ...(shown > PAGE && { shown }),
  };
}
