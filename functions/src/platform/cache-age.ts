/**
 * For how long an instance goes by the configuration and the API keys that it has read:
 * `TOLLGATE_CACHE_SECONDS`, 1 to 60, 10 where nothing is said. A new price, a block, a revoked key is in
 * force everywhere after this at the latest.
 */
export const CACHE_AGE_MS = ageOf(process.env.TOLLGATE_CACHE_SECONDS?.trim() || '10');

/** Throws for a setting that makes no sense, so that nothing is deployed with it. */
export function ageOf(seconds: string): number {
  if (!/^\d{1,2}$/.test(seconds) || Number(seconds) < 1 || Number(seconds) > 60)
    throw new Error(`TOLLGATE_CACHE_SECONDS is "${seconds}"; set it to a whole number from 1 to 60`);
  return Number(seconds) * 1_000;
}
