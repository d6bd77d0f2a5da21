import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { studio } from '@tollgate/contract/config/presets/studio';
import { noWindows } from '@tollgate/contract/limits/hourly';
import { describe, expect, it } from 'vitest';
import { decideEnsure, profileOf } from '../credits/decide.ts';
import { withNotices } from '../credits/notices.ts';
import { withdrawGuest } from '../limits/decide-guest.ts';
import type { Config } from '../platform/config.ts';
import { decideHold } from './decide.ts';
import { decideEnd } from './decide-end.ts';
import type { EndCommand } from './end-command.ts';
import type { HoldCommand } from './hold-command.ts';

/** What a failure costs: nothing, within what a day allows of those that somebody could bring about. */

const NOW = Date.UTC(2026, 10, 21, 12);
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);

const configWith = (limits: Partial<Config['limits']> = {}): Config => ({
  ...studio,
  credit: { ...studio.credit_config, version: 1 },
  limits: { ...studio.limits, ...limits },
});

function someone(isGuest = false): User {
  const identity = { userId: 'ada', email: 'ada@example.com', displayName: null, country: null, isGuest };
  return decideEnsure(null, identity, credits(1_000), NOW).user;
}

let made = 0;
function held(user: User, changes: Partial<HoldCommand> = {}, config = configWith(), nowMs = NOW) {
  const command: HoldCommand = {
    ...{ userId: 'ada', requestId: `r${++made}`, aiType: 'chat', service: 'local-chat', units: undefined },
    ...{ runBy: 'server', leaseHolder: 'me', promptPreview: 'p', promptChars: 1 },
    ...{ promptHash: 'p', payloadHash: 'h' },
    ...changes,
  };
  const decision = decideHold({ user, activity: null }, command, config, nowMs);
  if (decision.kind !== 'hold') throw new Error(JSON.stringify(decision));
  return decision;
}

function ended(
  state: { user: User; activity: Activity },
  end: EndCommand,
  config = configWith(),
  nowMs = NOW,
) {
  const decision = decideEnd(state, end, config, nowMs);
  if (decision.kind !== 'end') throw new Error(JSON.stringify(decision));
  return decision;
}

const run = { by: 'server', holder: 'me' } as const;
const delivered = { usedUnits: 51, tokens: { input: 4, output: 51 }, result: null };
const timedOut: EndCommand = { ...run, status: 'timed_out', delivered };
const error = { code: 'x', message: 'It broke.' };
const brokeLate: EndCommand = { ...run, status: 'failed', error, streamed: delivered };
const reported: EndCommand = { by: 'app', status: 'failed', units: 0, resultUrl: null, errorMessage: 'no' };
const dear = { aiType: 'video', service: 'klingai', units: 4, runBy: 'app', leaseHolder: null } as const;

describe('a time-out', () => {
  it('costs what had been delivered, and counts as used', () => {
    const { user, activity, answer } = ended(held(someone()), timedOut);
    expect(answer).toMatchObject({ status: 'failed', chargedMicro: 51_000 });
    expect(activity).toMatchObject({ usedUnits: 51, error: { code: 'timed_out' } });
    expect(activity.error?.message).toMatch(/charged/);
    expect(user.usage.lifetime).toEqual({ generations: 1, spentMicro: 51_000, tokens: 55 });
    expect(user.monthlyCalls.services).toEqual({ 'local-chat': 1 });
    expect(user.creditsMicro).toBe(credits(1_000) - 51_000);
  });

  it('never costs more than was held, and nothing where nothing came', () => {
    const much = ended(held(someone()), { ...timedOut, delivered: { ...delivered, usedUnits: 9_999 } });
    expect(much.answer.chargedMicro).toBe(much.activity.heldMicro);
    const none = ended(held(someone()), { ...timedOut, delivered: { ...delivered, usedUnits: 0 } });
    expect([none.answer.chargedMicro, none.user.monthlyCalls.services]).toEqual([0, {}]);
    expect(none.activity.error?.message).not.toMatch(/charged/);
  });

  it('of a guest counts where something came', () => {
    const guest = { guest: { callId: 'c', logIds: ['browser'] } };
    const came = ended(held(someone(true), guest), timedOut);
    expect([came.withdrawnFrom, came.user.guestCalls]).toEqual([[], [NOW]]);
    const none = { ...timedOut, delivered: { ...delivered, usedUnits: 0 } };
    expect(ended(held(someone(true), guest), none).withdrawnFrom).toEqual(['browser']);
  });
});

it('what a run of ours had delivered when it died, nobody knows: the sweep gives all of it back', () => {
  const state = held(someone());
  const swept = ended(state, { by: 'sweep' }, configWith(), state.activity.holdExpiresAt);
  expect(swept.answer).toMatchObject({ status: 'expired', chargedMicro: 0 });
  expect(swept.user.streamedFailures.count).toBe(0);
});

describe('a failure of the provider', () => {
  it('costs nothing and is not counted before anything had come', () => {
    const { user, answer } = ended(held(someone()), { ...run, status: 'failed', error });
    expect([answer.chargedMicro, user.streamedFailures.count]).toEqual([0, 0]);
  });

  it('costs nothing after a part had come, so many times a day; then that part is charged, and says so', () => {
    const config = configWith({ streamedFailuresPerDay: 2 });
    let user = someone();
    for (const left of [1, 0]) {
      const free = ended(held(user), brokeLate, config);
      expect(free.answer).toEqual({
        activityId: expect.anything(),
        status: 'failed',
        chargedMicro: 0,
        creditsMicro: credits(1_000),
      });
      expect(free.user.monthlyCalls.services).toEqual({});
      user = free.user;
      expect(profileOf(user, { staffRole: null, guest: null }, config, NOW).failures.streamed).toMatchObject({
        ...{ limit: 2, left, freeAt: Date.UTC(2026, 10, 22) },
        leftMicro: credits(20) - (2 - left) * 51_000,
      });
    }
    const state = held(user);
    const charged = ended(state, brokeLate, config);
    expect(charged.answer).toMatchObject({ chargedMicro: 51_000, chargedFor: 'streamed_failures' });
    expect(charged.activity.error).toEqual({
      code: 'x',
      message: 'It broke. What it had delivered was charged.',
    });
    const told = withNotices(state.user, charged.user, charged.entries).notices.at(-1);
    expect(told).toMatchObject({ kind: 'failure_charged', amountMicro: 51_000 });
    const nextDay = held(charged.user, {}, config, NOW + DAY_MS);
    expect(ended(nextDay, brokeLate, config, NOW + DAY_MS).answer.chargedMicro).toBe(0);
  });

  it('is forgiven up to so many credits a day', () => {
    const config = configWith({ streamedFailureCreditsPerDay: 0 });
    expect(ended(held(someone()), brokeLate, config).answer).toMatchObject({
      ...{ chargedMicro: 51_000, chargedFor: 'streamed_failures' },
    });
  });

  it('of a guest is given back so many times a day, and then counts', () => {
    const config = configWith({ streamedFailuresPerDay: 1 });
    const guest = { guest: { callId: 'c', logIds: ['browser'] } };
    const first = ended(held(someone(true), guest), brokeLate, config);
    expect([first.withdrawnFrom, first.hasStreamed, first.user.guestCalls]).toEqual([['browser'], true, []]);
    const second = ended(held(first.user, guest), brokeLate, config);
    expect([second.withdrawnFrom, second.user.guestCalls, second.answer.chargedMicro]).toEqual([
      [],
      [NOW],
      0,
    ]);
  });

  it('of guests is given back so many times a day by each log, whatever session they come in', () => {
    const streamed = { failedAt: NOW, perDay: 1 };
    const log = { calls: [1, 2].map((one) => ({ id: `c${one}`, countedAt: NOW })), expiresAt: NOW };
    const once = withdrawGuest(log, 'c1', streamed);
    expect(once).toMatchObject({ calls: [{ id: 'c2' }], expiresAt: Date.UTC(2026, 10, 22) });
    expect(withdrawGuest(once, 'c2', streamed)).toBeNull();
    expect(withdrawGuest(once, 'c2', { ...streamed, failedAt: NOW + DAY_MS })).toMatchObject({ calls: [] });
    expect(withdrawGuest(once, 'c2')).toMatchObject({ calls: [] });
  });
});

describe('a failure that only the app vouches for', () => {
  it('costs nothing up to a number of credits a day, however few they are', () => {
    const config = configWith({ reportedFailureCreditsPerDay: 50 });
    let user = someone();
    for (const leftMicro of [credits(30), credits(10)]) {
      const free = ended(held(user, dear), reported, config);
      expect(free.answer.chargedMicro).toBe(0);
      user = free.user;
      expect(profileOf(user, { staffRole: null, guest: null }, config, NOW).failures.reported.leftMicro).toBe(
        leftMicro,
      );
    }
    const state = held(user, dear);
    const charged = ended(state, reported, config);
    expect(charged.answer).toMatchObject({ chargedMicro: credits(20), chargedFor: 'reported_failures' });
    expect(charged.activity.error?.message).toMatch(/^no\. It was charged/);
    expect(charged.abuse?.record).toMatchObject({ signal: 'reportedFailures', count: 1 });
    const { notices } = withNotices(state.user, charged.user, charged.entries);
    expect(notices.map(({ kind, amountMicro }) => [kind, amountMicro])).toEqual([
      ['failure_charged', credits(20)],
    ]);
    // A cheap one still fits.
    const cheap = { ...dear, aiType: 'image', service: 'dalle3', units: 1 } as const;
    expect(ended(held(charged.user, cheap), reported, config).answer.chargedMicro).toBe(0);
  });

  it('is charged beyond the number of a day, by whatever it ended: a report, a cancel, silence', () => {
    const config = configWith({ reportedFailuresPerDay: 0 });
    for (const end of [reported, { ...reported, status: 'cancelled' as const }]) {
      const { answer, user } = ended(held(someone(), dear), end, config);
      expect(answer).toMatchObject({ chargedMicro: credits(20), chargedFor: 'reported_failures' });
      expect(user.reportedFailures).toMatchObject({ count: 1, charged: 1 });
    }
    const silent = held(someone(), dear);
    const swept = ended(silent, { by: 'sweep' }, config, silent.activity.holdExpiresAt);
    expect(swept.answer).toMatchObject({ status: 'expired', chargedFor: 'reported_failures' });
  });

  it('is opened from the document of an older version, which counted calls alone', () => {
    const user = { ...someone(), reportedFailures: { day: '2026-11-21', count: 9 } };
    const last = ended(held(user, dear), reported);
    expect(last.answer.chargedMicro).toBe(0);
    expect(ended(held(last.user, dear), reported).answer).toMatchObject({ chargedFor: 'reported_failures' });
  });
});

describe('a price that has changed since it was told', () => {
  const image = { aiType: 'image', service: 'local-image', units: 2 } as const;
  const ask = (user: User, maxCostMicro?: number, by = configWith()) =>
    decideHold(
      { user, activity: null },
      { ...held(user, image).activity, ...image, leaseHolder: 'me', maxCostMicro },
      by,
      NOW,
    );

  it('is refused with the new one, and what is cheaper passes', () => {
    expect(ask(someone(), credits(1))).toMatchObject({
      reason: 'price_changed',
      details: {
        requiredMicro: credits(2),
        quote: { service: 'local-image', units: 2, unit: 'image', costMicro: credits(2), priceVersion: 1 },
      },
    });
    for (const most of [credits(2), credits(3), undefined]) expect(ask(someone(), most).kind).toBe('hold');
  });

  it('is told before missing credits are', () => {
    const poor = { ...someone(), grants: [], creditsMicro: credits(0) };
    const command = { ...held(someone(), image).activity, ...image, leaseHolder: 'me' };
    const asked = (maxCostMicro: number) =>
      decideHold({ user: poor, activity: null }, { ...command, maxCostMicro }, configWith(), NOW);
    expect(asked(credits(1))).toMatchObject({ reason: 'price_changed' });
    expect(asked(credits(2))).toMatchObject({ reason: 'insufficient_credits' });
  });

  it('is nothing to a guest, whose generations are free', () => {
    const guest = { guest: { callId: 'c', logIds: ['browser'] } };
    expect(held(someone(true), { ...guest, maxCostMicro: 0 }).activity.heldMicro).toBe(0);
  });
});

describe('a wait', () => {
  const refused = (user: User, limits: Partial<Config['limits']>, changes: Partial<HoldCommand> = {}) => {
    const command = { ...held(someone()).activity, units: undefined, leaseHolder: 'me', ...changes };
    const decision = decideHold({ user, activity: null }, command, configWith(limits), NOW);
    if (decision.kind !== 'refusal') throw new Error('expected a refusal');
    return decision;
  };
  const used = (user: User, dayMicro: number): User => ({
    ...user,
    usageDays: [{ day: '2026-11-21', services: { x: { generations: 1, spentMicro: toMicro(dayMicro) } } }],
  });
  const limited = (dayMicro: number | null, monthMicro: number | null): User => ({
    ...someone(),
    spendingLimit: {
      dayMicro: dayMicro === null ? null : toMicro(dayMicro),
      monthMicro: monthMicro === null ? null : toMicro(monthMicro),
    },
  });

  it.each([
    ['an own limit of a day below the price', limited(400_000, null), {}, /Ask for less/],
    ['an own limit of a month below the price', limited(null, 400_000), {}, /Ask for less/],
    ['an own limit of nothing', limited(0, null), {}, /Ask for less/],
    [
      'a day below the price, beside a month that is used up',
      { ...limited(400_000, 500_000) },
      {},
      /Ask for less/,
    ],
    ['no calls an hour', someone(), { perHour: { ...studio.limits.perHour, chat: 0 } }, /another kind/],
    ['no calls of a tier', someone(), { perHourByTier: { free: { chat: 0 } } }, /another kind/],
    ['no calls a month', someone(), { perMonthByTier: { free: { 'local-chat': 0 } } }, /not part of/],
  ])('is promised by none: %s', (_what, user, limits, how) => {
    const { details, message } = refused(user, limits);
    expect([details.retryAfterMs, message]).toEqual([undefined, expect.stringMatching(how)]);
    expect(message).not.toMatch(/wait|Try again in/);
  });

  it('is promised by none to a guest who may not generate at all', () => {
    const guest = { callId: 'c', logIds: ['browser'] };
    const rule = { guest: { generations: 0, windowMs: DAY_MS } };
    const { details, message } = refused(someone(true), rule, { guest });
    expect([details.retryAfterMs, message]).toEqual([undefined, 'Sign up to generate.']);
  });

  it('is promised where it helps', () => {
    const { details } = refused(used(limited(600_000, null), 500_000), {});
    expect(details).toMatchObject({ period: 'day', retryAfterMs: DAY_MS / 2 });
    const full = { ...someone(), windows: { ...noWindows(), chat: [NOW - 1_000] } };
    expect(refused(full, { perHour: { ...studio.limits.perHour, chat: 1 } }).details.retryAfterMs).toBe(
      3_599_000,
    );
  });

  it('for the hour is not told where the service is closed for good', () => {
    const full = {
      ...someone(),
      monthlyCalls: { month: '2026-11', resets: 0, services: { 'local-chat': 1 } },
    };
    const limits = { perMonthByTier: { free: { 'local-chat': 1 } }, perHourByTier: { free: { chat: 0 } } };
    expect(refused(full, limits).details.retryAfterMs).toBeUndefined();
  });
});
