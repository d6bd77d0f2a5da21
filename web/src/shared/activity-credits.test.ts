import { expect, it } from 'vitest';
import { type Costing, creditsOf } from './activity-credits.ts';
import { speak } from './words.fixture.ts';

const told = (change: Partial<Costing>): string => {
  const { amount, what } = creditsOf({
    ...{ status: 'completed', heldMicro: 2_000_000, chargedMicro: 1_200_000 },
    ...change,
  });
  return `${amount} ${what}`.trim();
};

it('says what is held, what was charged, and of what cost nothing just that, without a number', async () => {
  await speak('en');
  expect([told({ status: 'processing' }), told({}), told({ status: 'failed', chargedMicro: 0 })]).toEqual([
    '2 held',
    '1.2 charged',
    'no charge',
  ]);
  await speak('ar');
  expect(told({ chargedMicro: 0 })).toBe('دون مقابل');
});
