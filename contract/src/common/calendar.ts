/** Days, months and hours in UTC, named as they are stored: `YYYY-MM-DD`, `YYYY-MM`, `YYYY-MM-DDTHH`. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const hourOf = (ms: number): string => new Date(ms).toISOString().slice(0, 13);

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7);

/** When the hour after `YYYY-MM-DDTHH` begins. */
export const endOfHour = (hour: string): number => Date.parse(`${hour}:00Z`) + HOUR_MS;

/** When the day after `YYYY-MM-DD` begins. */
export const endOfDay = (day: string): number => Date.parse(day) + DAY_MS;

/** When the month after `YYYY-MM` begins. */
export function endOfMonth(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return Date.UTC(year, number, 1);
}
