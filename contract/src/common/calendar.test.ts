import { describe, expect, it } from 'vitest';
import { dayOf, endOfDay, endOfHour, endOfMonth, hourOf, monthOf } from './calendar.ts';

const NEW_YEARS_EVE = Date.UTC(2027, 11, 31, 23, 59, 59, 999);
const NEW_YEAR = NEW_YEARS_EVE + 1;

describe('hours, days and months', () => {
  it('are UTC, named so that they sort', () => {
    expect([hourOf, dayOf, monthOf].map((name) => name(NEW_YEARS_EVE))).toEqual([
      '2027-12-31T23',
      '2027-12-31',
      '2027-12',
    ]);
    expect(dayOf(NEW_YEAR)).toBe('2028-01-01');
  });

  it('end where the next begins', () => {
    expect(endOfHour(hourOf(NEW_YEARS_EVE))).toBe(NEW_YEAR);
    expect(endOfDay(dayOf(NEW_YEARS_EVE))).toBe(NEW_YEAR);
    expect(endOfMonth(monthOf(NEW_YEARS_EVE))).toBe(NEW_YEAR);
    expect(endOfMonth('2028-02')).toBe(Date.UTC(2028, 2, 1));
  });
});
