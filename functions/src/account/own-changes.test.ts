import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { expect, it } from 'vitest';
import { countChange, MAX_CHANGES_AN_HOUR } from './own-changes.ts';

const NINE = Date.UTC(2026, 10, 21, 9);
const NEVER = { ownChanges: { hour: '', count: 0 } };

it('an account is changed so often in an hour by its user, and again when the next one begins', () => {
  let user = NEVER;
  for (let change = 0; change < MAX_CHANGES_AN_HOUR; change++) {
    const counted = countChange(user, NINE + change);
    if (isRefusal(counted)) throw new Error(`change ${change} was refused`);
    user = counted;
  }
  expect(countChange(user, NINE + 60_000)).toMatchObject({
    reason: 'rate_limited',
    details: { retryAfterMs: HOUR_MS - 60_000 },
  });
  expect(countChange(user, NINE + HOUR_MS - 1)).toMatchObject({ details: { retryAfterMs: 1 } });
  expect(countChange(user, NINE + HOUR_MS)).toEqual({ ownChanges: { hour: '2026-11-21T10', count: 1 } });
});
