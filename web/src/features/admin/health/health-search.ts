/** Over how many days calls are added up. */
export const HEALTH_PERIODS = [1, 7, 30] as const;
export type HealthPeriod = (typeof HEALTH_PERIODS)[number];

export interface HealthSearch {
  /** Absent: today. */
  days?: HealthPeriod;
}

/** Takes what it understands of an address. */
export function readHealthSearch(search: Record<string, unknown>): HealthSearch {
  const days = HEALTH_PERIODS.find((period) => String(period) === String(search.days));
  return days === undefined || days === 1 ? {} : { days };
}
