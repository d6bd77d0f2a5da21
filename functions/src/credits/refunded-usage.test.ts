import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { studio } from '@tollgate/contract/config/presets/studio';
import { expect, it } from 'vitest';
import { decideHold } from '../gate/decide.ts';
import { decideEnd } from '../gate/decide-end.ts';
import type { HoldCommand } from '../gate/hold-command.ts';
import { decideEnsure } from './decide.ts';
import { spentNow } from './personal-usage.ts';
import { countRefund } from './refunded-usage.ts';
import { refuseBySpendingLimit } from './spending-limit.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);
const config = { ...studio, credit: { ...studio.credit_config, version: 1 } };
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};

/** Ada, who has used `local-chat` for 0.5 credits as often as said, and the last of it. */
function used(times: number, atMs = NOW): { user: User; activity: Activity } {
  let user = decideEnsure(null, identity, credits(100), NOW).user;
  let activity: Activity | undefined;
  for (let one = 0; one < times; one++) {
    const command: HoldCommand = {
      ...{ userId: 'ada', requestId: `r${one}`, aiType: 'chat', service: 'local-chat', units: 500 },
      ...{
        runBy: 'server',
        leaseHolder: 'me',
        promptPreview: '',
        promptChars: 0,
        promptHash: '',
        payloadHash: '',
      },
    };
    const held = decideHold({ user, activity: null }, command, config, atMs);
    if (held.kind !== 'hold') throw new Error(held.kind);
    const delivered = { usedUnits: 500, tokens: { input: 10, output: 500 }, result: null };
    const ended = decideEnd(
      held,
      { by: 'server', holder: 'me', status: 'completed', delivered },
      config,
      atMs,
    );
    if (ended.kind !== 'end') throw new Error(ended.kind);
    ({ user, activity } = ended);
  }
  if (!activity) throw new Error('used at least once');
  return { user, activity };
}

const refunded = ({ user, activity }: ReturnType<typeof used>, amountMicro: number) => {
  const after = { ...activity, refundedMicro: toMicro(activity.refundedMicro + amountMicro) };
  return { user: { ...user, ...countRefund(user, activity, after) }, activity: after };
};

const countsOf = ({ usage, usageDays, usageMonths, monthlyCalls }: User) => ({
  ...{ monthly: usage.monthly, lifetime: usage.lifetime, calls: monthlyCalls.services['local-chat'] ?? 0 },
  days: usageDays.map(({ services }) => services['local-chat']),
  months: usageMonths.map(({ services }) => services['local-chat']),
});

it('a refund of all of it is as if it had not been, in every count', () => {
  const after = refunded(used(2), 500_000).user;
  const { monthlyCalls, usage, usageDays, usageMonths } = used(1).user;
  expect(countsOf(after)).toEqual(countsOf({ ...after, monthlyCalls, usage, usageDays, usageMonths }));
});

it('what is refunded in parts gives its credits back exactly, and the call with the last of them', () => {
  const part = refunded(used(1), 200_001);
  expect(part.user.usage.lifetime).toEqual({ generations: 1, spentMicro: 299_999, tokens: 510 });
  expect([part.user.monthlyCalls.services['local-chat'], spentNow(part.user, NOW).dayMicro]).toEqual([
    1, 299_999,
  ]);
  const whole = refunded(part, 299_999);
  expect(whole.user.usage.lifetime).toEqual({ generations: 0, spentMicro: 0, tokens: 0 });
  expect(whole.user.monthlyCalls.services).toEqual({});
  expect(spentNow(whole.user, NOW)).toEqual({ dayMicro: 0, monthMicro: 0 });
});

it('undone, it counts again', () => {
  const before = used(2);
  expect(countsOf(refunded(refunded(before, 500_000), -500_000).user)).toEqual(countsOf(before.user));
  expect(countsOf(refunded(refunded(before, 300_000), -300_000).user)).toEqual(countsOf(before.user));
});

it('an own limit that is used up has room again', () => {
  const state = used(10);
  const limited = (user: User) => ({
    ...user,
    spendingLimit: { dayMicro: credits(5), monthMicro: credits(5) },
  });
  expect(refuseBySpendingLimit(limited(state.user), credits(0.5), NOW)).toMatchObject({
    reason: 'spending_limit',
  });
  expect(refuseBySpendingLimit(limited(refunded(state, 500_000).user), credits(0.5), NOW)).toBeNull();
});

it('counts where it was charged: a later day and month keep theirs, and what is not kept any more is no trouble', () => {
  const state = used(1);
  const later = {
    ...state.user,
    usage: {
      ...state.user.usage,
      month: '2026-12',
      monthly: { generations: 7, spentMicro: credits(7), tokens: 7 },
    },
    monthlyCalls: { month: '2026-12', resets: 0, services: { 'local-chat': 7 } },
    usageDays: [
      { day: '2026-12-21', services: { 'local-chat': { generations: 7, spentMicro: credits(7) } } },
    ],
    usageMonths: [],
  };
  const { user } = refunded({ ...state, user: later }, 500_000);
  expect(user.usage.monthly.generations).toBe(7);
  expect(user.usage.lifetime.generations).toBe(0);
  expect([user.monthlyCalls, user.usageDays]).toEqual([later.monthlyCalls, later.usageDays]);
  expect(spentNow(user, NOW + 30 * DAY_MS).dayMicro).toBe(credits(7));
});

it('a count that an admin has reset since gets no room', () => {
  const state = used(1);
  const reset = {
    ...state.user,
    monthlyCalls: { month: '2026-11', resets: 1, services: { 'local-chat': 3 } },
  };
  expect(refunded({ ...state, user: reset }, 500_000).user.monthlyCalls).toEqual(reset.monthlyCalls);
});

it('a service that is counted among the others is taken out there', () => {
  const state = used(1);
  const day = { day: '2026-11-21', services: { other: { generations: 4, spentMicro: credits(4) } } };
  const { user } = refunded({ ...state, user: { ...state.user, usageDays: [day] } }, 500_000);
  expect(user.usageDays[0]?.services.other).toEqual({ generations: 3, spentMicro: credits(3.5) });
});
