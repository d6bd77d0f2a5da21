/**
 * How long an instance uses the configuration and API keys it has read: `TOLLGATE_CACHE_SECONDS`, 1 to 60, 10
 * by default. A new price, block or revoked key is in force everywhere after this time at the latest.
 */
export const CACHE_AGE_MS = ageOf(process.env.TOLLGATE_CACHE_SECONDS?.trim() || '10');

/** Throws when the setting makes no sense, so that it can't be deployed. */
export function ageOf(seconds: string): number {
  if (!/^\d{1,2}$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > 60)
    throw new Error(`TOLLGATE_CACHE_SECONDS is "${seconds}"; set it to a whole number from 1 to 60`);
  return Number(seconds) * 1_000;
}
