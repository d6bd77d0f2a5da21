import type { LimitLeft } from './limit-left.ts';

/**
 * What somebody may generate who has not signed up: so many in any window, whatever the kind, without
 * credits.
 */
export interface GuestRule {
  /** 0: guests only look around. */
  generations: number;
  windowMs: number;
}

/** The times of one log that still count. */
export const countedOf = (times: readonly number[], { windowMs }: GuestRule, nowMs: number): number[] =>
  times.filter((time) => time > nowMs - windowMs).sort((a, b) => a - b);

/**
 * What is left when the same generations are counted in several logs (of the session, of the browser, of the
 * address): as much as the fullest leaves. While none is left, `freeAt` is when each of them has room again.
 */
export function guestLeft(logs: readonly (readonly number[])[], rule: GuestRule, nowMs: number): LimitLeft {
  const { generations: limit, windowMs } = rule;
  const counted = logs.map((times) => countedOf(times, rule, nowMs));
  const left = Math.max(0, limit - Math.max(0, ...counted.map((times) => times.length)));
  if (left > 0 || limit === 0) return { limit, left, freeAt: null };
  const frees = counted.flatMap((times) => {
    const blocking = times[times.length - limit];
    return blocking === undefined ? [] : [blocking + windowMs];
  });
  return { limit, left, freeAt: Math.max(...frees) };
}

/**
 * `rate_limits/{keyed hash of a browser's id, an address or a session}`: the generations of guests that count
 * there. A call's id is the activity's, hashed, so that one that delivered nothing can be taken out again.
 */
export interface GuestLog {
  calls: { id: string; countedAt: number }[];
  /** Those that were taken out on that UTC day although a part of their text had gone out. */
  streamedFailures?: { day: string; count: number } | undefined;
  expiresAt: number;
}
