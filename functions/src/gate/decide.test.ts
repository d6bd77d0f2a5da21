import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { studio } from '@tollgate/contract/config/presets/studio';
import { noWindows } from '@tollgate/contract/limits/hourly';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import { give, openAccount } from '../ledger/balance.ts';
import type { Config } from '../platform/config.ts';
import { decideHold } from './decide.ts';
import { decideCancel } from './decide-cancel.ts';
import { decideEnd, decideOrphan } from './decide-end.ts';
import { decideHeartbeat, decideLease, decideReport } from './decide-run.ts';
import type { EndCommand } from './end-command.ts';
import type { HoldCommand } from './hold-command.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const config: Config = {
  credit: { ...studio.credit_config, version: 3 },
  limits: studio.limits,
  moderation: studio.moderation,
};
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);

function userWith(amount: number, changes: Partial<User> = {}): User {
  const identity = {
    userId: 'ada',
    email: 'ada@example.com',
    displayName: 'Ada',
    country: 'GB',
    isGuest: false,
  };
  const { user } = decideEnsure(null, identity, credits(amount), NOW);
  return { ...user, ...changes };
}

const command = (changes: Partial<HoldCommand> = {}): HoldCommand => ({
  userId: 'ada',
  requestId: 'r1',
  aiType: 'video',
  service: 'local-video',
  units: 2,
  runBy: 'server',
  leaseHolder: 'me',
  promptPreview: 'a hill',
  promptChars: 6,
  promptHash: 'p',
  payloadHash: 'h',
  ...changes,
});

function held(user: User, changes: Partial<HoldCommand> = {}): { user: User; activity: Activity } {
  const decision = decideHold({ user, activity: null }, command(changes), config, NOW);
  if (decision.kind !== 'hold') throw new Error(`expected a hold, got ${JSON.stringify(decision)}`);
  return decision;
}

const delivered = (usedUnits: number) => ({ usedUnits, tokens: null, result: null });
const completed = (usedUnits: number): EndCommand => ({
  by: 'server',
  holder: 'me',
  status: 'completed',
  delivered: delivered(usedUnits),
});
const failed: EndCommand = {
  by: 'server',
  holder: 'me',
  status: 'failed',
  error: { code: 'x', message: 'no' },
};
const reportedFailure: EndCommand = {
  by: 'app',
  status: 'failed',
  units: 0,
  resultUrl: null,
  errorMessage: null,
};

function ended(state: { user: User; activity: Activity }, end: EndCommand, nowMs = NOW + 1_000) {
  const decision = decideEnd(state, end, config, nowMs);
  if (decision.kind !== 'end') throw new Error(`expected an end, got ${JSON.stringify(decision)}`);
  return decision;
}

describe('a hold', () => {
  it('takes the price out of the balance and writes no ledger entry', () => {
    const { user, activity } = held(userWith(10));
    expect([user.creditsMicro, user.heldMicro]).toEqual([0, credits(10)]);
    expect(user.ledgerSeq).toBe(1);
    expect(activity).toMatchObject({
      status: 'processing',
      heldMicro: credits(10),
      priceVersion: 3,
      units: 2,
      unit: 'second',
    });
    expect(activity.holdAnswer).toMatchObject({
      activityId: 'ada.r1',
      creditsMicro: 0,
      expiresAt: NOW + 1_800_000,
    });
  });

  it('is refused one microcredit short, with what it costs and what there is', () => {
    const user = userWith(10);
    const short = {
      ...user,
      grants: user.grants.map((lot) => ({ ...lot, amountMicro: toMicro(lot.amountMicro - 1) })),
    };
    expect(decideHold({ user: short, activity: null }, command(), config, NOW)).toMatchObject({
      reason: 'insufficient_credits',
      details: { requiredMicro: credits(10), availableMicro: credits(10) - 1 },
    });
  });

  it('leaves out credits that have expired', () => {
    const bonus = { type: 'bonus', source: 'bonus', amountMicro: credits(10), expiresAt: NOW } as const;
    const cause = { actorId: 'admin', reason: 'x', requestId: 'g', activityId: null };
    const { user } = give(openAccount(userWith(1)), bonus, cause, NOW - 1_000);
    expect(decideHold({ user, activity: null }, command(), config, NOW)).toMatchObject({
      details: { availableMicro: credits(1) },
    });
    expect(decideHold({ user, activity: null }, command(), config, NOW - 1)).toMatchObject({ kind: 'hold' });
  });

  it('answers a repeat with the activity it has, whatever has become of the user since', () => {
    const { activity } = held(userWith(10));
    const suspended = userWith(0, { status: 'suspended' });
    expect(decideHold({ user: suspended, activity }, command(), config, NOW)).toEqual({
      kind: 'repeat',
      activity,
    });
    expect(
      decideHold({ user: suspended, activity }, command({ payloadHash: 'other' }), config, NOW),
    ).toMatchObject({ reason: 'request_reused' });
  });

  it.each([
    ['suspended', { status: 'suspended' as const }, {}],
    ['paused', { status: 'paused' as const }, {}],
    ['suspended', { status: 'deleted' as const }, {}],
    ['invalid_argument', {}, { service: 'nope' }],
    ['invalid_argument', {}, { units: 31 }],
    ['invalid_argument', {}, { aiType: 'chat' as const }],
    ['rate_limited', { windows: { ...noWindows(), video: Array(10).fill(NOW - 1) } }, {}],
  ])('is refused as %s', (reason, user, changes) => {
    expect(
      decideHold({ user: userWith(100, user), activity: null }, command(changes), config, NOW),
    ).toMatchObject({ reason });
  });

  it("is counted against the limit of the user's tier", () => {
    const limits = { ...config.limits, perHourByTier: { premium: { video: 11 } } };
    const windows = { ...noWindows(), video: Array(10).fill(NOW - 1) };
    const hold = (user: User) => decideHold({ user, activity: null }, command(), { ...config, limits }, NOW);
    expect(hold(userWith(100, { windows }))).toMatchObject({ reason: 'rate_limited' });
    const premium = hold(userWith(100, { windows, tier: 'premium' }));
    if (premium.kind !== 'hold') throw new Error('a premium user has one more');
    expect(hold(premium.user)).toMatchObject({ reason: 'rate_limited' });
  });

  it('is refused above the cap of a hold', () => {
    const low = { ...config, limits: { ...config.limits, maxHoldMicro: credits(9) } };
    expect(decideHold({ user: userWith(100), activity: null }, command(), low, NOW)).toMatchObject({
      reason: 'invalid_argument',
    });
  });
});

describe('what is told of a hold that several things refuse', () => {
  const DAY_MS = 86_400_000;
  const full = { ...noWindows(), video: Array(10).fill(NOW - 1) };
  const own = (dayMicro: number | null, monthMicro: number | null = null) => ({
    dayMicro: dayMicro === null ? null : credits(dayMicro),
    monthMicro: monthMicro === null ? null : credits(monthMicro),
  });
  const monthly = { ...config, limits: { ...config.limits, perMonthByTier: { free: { 'local-video': 1 } } } };
  const monthlyCalls = { month: '2026-11', resets: 0, services: { 'local-video': 1 } };
  const ask = (user: User, changes: Partial<HoldCommand> = {}, by = config) =>
    decideHold({ user, activity: null }, command(changes), by, NOW);

  it('promises no wait where an own limit is below the price, and none where the price has changed', () => {
    for (const [limits, by] of [
      [{ windows: full }, config],
      [{ monthlyCalls }, monthly],
    ] as const) {
      const refused = ask(userWith(100, { ...limits, spendingLimit: own(2) }), {}, by);
      expect(refused).toMatchObject({ reason: 'spending_limit' });
      expect(refused).not.toHaveProperty('details.retryAfterMs');
      expect(ask(userWith(100, limits), { maxCostMicro: 1 }, by)).toMatchObject({ reason: 'price_changed' });
    }
  });

  it('is the longest wait: an hour does not help whose own limit is used up for the day', () => {
    const { user } = held(userWith(100, { spendingLimit: own(15) }));
    expect(ask({ ...user, windows: full })).toMatchObject({
      reason: 'spending_limit',
      details: { retryAfterMs: DAY_MS / 2 },
    });
    expect(ask({ ...user, monthlyCalls, windows: full }, {}, monthly)).toMatchObject({
      reason: 'rate_limited',
      details: { retryAfterMs: 9.5 * DAY_MS },
    });
    // It names the month, when both end with it.
    expect(ask({ ...user, spendingLimit: own(null, 15), monthlyCalls }, {}, monthly)).toMatchObject({
      reason: 'rate_limited',
    });
  });

  it('comes before too few credits, which nobody shall buy for nothing', () => {
    expect(ask(userWith(1, { windows: full }))).toMatchObject({ reason: 'rate_limited' });
    expect(ask(userWith(1, { spendingLimit: own(2) }))).toMatchObject({ reason: 'insufficient_credits' });
  });

  it('of a guest is the day that all generations take, and not the hour of one kind', () => {
    const guest = {
      ...userWith(0, { isGuest: true, windows: full }),
      guestCalls: [NOW - 3, NOW - 2, NOW - 1],
    };
    const refused = ask(guest, { units: undefined, guest: { callId: 'c', logIds: [] } });
    expect(refused).toMatchObject({ reason: 'guest_limit', details: { retryAfterMs: DAY_MS - 3 } });
    expect(
      ask({ ...guest, guestCalls: [] }, { units: undefined, guest: { callId: 'c', logIds: [] } }),
    ).toMatchObject({
      reason: 'rate_limited',
    });
  });
});

describe('an end', () => {
  it('charges what was used and gives the rest back', () => {
    const end = ended(held(userWith(10)), completed(1));
    expect(end.answer).toEqual({
      activityId: 'ada.r1',
      status: 'completed',
      chargedMicro: credits(5),
      creditsMicro: credits(5),
    });
    expect(end.user.heldMicro).toBe(0);
    expect(end.entries).toHaveLength(1);
    expect(end.user.usage.lifetime).toEqual({ generations: 1, spentMicro: credits(5), tokens: 0 });
    expect(end.activity).toMatchObject({ progress: 100, processingTimeMs: 1_000, lease: null });
  });

  it('never charges more than was held, whatever the provider delivered', () => {
    expect(ended(held(userWith(10)), completed(500)).answer.chargedMicro).toBe(credits(10));
  });

  it('costs nothing when it failed, when nothing was delivered, or when the deadline passed', () => {
    const open = held(userWith(10));
    const nothing: EndCommand = { by: 'server', holder: 'me', status: 'cancelled', delivered: delivered(0) };
    for (const [end, at] of [
      [failed, NOW],
      [nothing, NOW],
      [{ by: 'sweep' }, open.activity.holdExpiresAt],
    ] as const) {
      const decision = ended(open, end, at);
      expect(decision.answer).toMatchObject({ chargedMicro: 0, creditsMicro: credits(10) });
      expect(decision.entries).toEqual([]);
    }
  });

  it('comes once: the same again is answered as before, another is refused', () => {
    const first = ended(held(userWith(10)), completed(1));
    expect(decideEnd(first, completed(2), config, NOW + 2_000)).toEqual({
      kind: 'ended-before',
      answer: first.answer,
    });
    expect(decideEnd(first, failed, config, NOW)).toMatchObject({ reason: 'activity_ended' });
    expect(decideEnd(first, { by: 'sweep' }, config, NOW + 1e9)).toMatchObject({ reason: 'activity_ended' });
  });

  it('charges nothing when it comes after the sweep, and the sweep does not come early', () => {
    const open = held(userWith(10));
    expect(decideEnd(open, { by: 'sweep' }, config, open.activity.holdExpiresAt - 1)).toMatchObject({
      kind: 'refusal',
    });
    const swept = ended(open, { by: 'sweep' }, open.activity.holdExpiresAt);
    expect(swept.answer.status).toBe('expired');
    expect(decideEnd(swept, completed(2), config, NOW + 1e9)).toMatchObject({
      reason: 'activity_ended',
      message: expect.stringContaining('nothing was charged'),
    });
  });

  it('charges at the price of the hold, not at the one of today', () => {
    const open = held(userWith(10));
    const dearer = structuredClone(config);
    for (const service of Object.values(dearer.credit.services)) service.priceMicro *= 2;
    const decision = decideEnd(open, completed(1), dearer, NOW);
    expect(decision).toMatchObject({ answer: { chargedMicro: credits(5) } });
  });

  it('writes off credits that expired while they were held', () => {
    const bonus = {
      type: 'bonus',
      source: 'promotion',
      amountMicro: credits(10),
      expiresAt: NOW + 500,
    } as const;
    const cause = { actorId: 'admin', reason: 'x', requestId: 'g', activityId: null };
    const end = ended(held(give(openAccount(userWith(1)), bonus, cause, NOW).user), completed(1));
    expect(end.entries.map(({ type, amountMicro }) => [type, amountMicro])).toEqual([
      ['deduction', -credits(5)],
      ['expiry', -credits(5)],
    ]);
    expect(end.answer.creditsMicro).toBe(credits(1));
  });
});

describe('an app that runs the generation itself', () => {
  const appRun = (user: User) => held(user, { runBy: 'app', leaseHolder: null });

  it('is charged in full whatever units it reports', () => {
    const end: EndCommand = { by: 'app', status: 'completed', units: 0, resultUrl: null, errorMessage: null };
    expect(ended(appRun(userWith(10)), end).answer.chargedMicro).toBe(credits(10));
  });

  it('gets its credits back for a reported failure, until the daily limit; then it pays, with an abuse record', () => {
    const day = '2026-11-21';
    const atLimit = userWith(10, { reportedFailures: { day, count: 9 } });
    const last = ended(appRun(atLimit), reportedFailure);
    expect(last.answer.chargedMicro).toBe(0);
    expect(last.user.reportedFailures).toMatchObject({ day, count: 10, releasedMicro: credits(10) });
    const beyond = ended(appRun(userWith(10, { reportedFailures: { day, count: 10 } })), reportedFailure);
    expect(beyond.answer.chargedMicro).toBe(credits(10));
    expect(beyond.abuse?.record).toMatchObject({
      userId: 'ada',
      type: 'suspicious_activity',
      severity: 'low',
      count: 1,
    });
    const nextDay = ended(
      appRun(userWith(10, { reportedFailures: { day: '2026-11-20', count: 99 } })),
      reportedFailure,
    );
    expect(nextDay.answer.chargedMicro).toBe(0);
  });

  it('does not get a new day’s failures by a clock that is still at the day before', () => {
    const tomorrow = '2026-11-22';
    const atLimit = userWith(10, { reportedFailures: { day: tomorrow, count: 10 } });
    const beyond = ended(appRun(atLimit), reportedFailure);
    expect(beyond.answer.chargedMicro).toBe(credits(10));
    expect(beyond.user.reportedFailures).toMatchObject({ day: tomorrow, count: 11 });
  });

  it('is written down once for each severity, and suspended by the failure that makes it critical, once', () => {
    const day = '2026-11-21';
    const { reportedFailures } = config.limits.abuse;
    const noted = Array.from({ length: 45 }, (_, beyond) => {
      const user = userWith(10, { reportedFailures: { day, count: 10 + beyond } });
      const { abuse, user: after } = ended(appRun(user), reportedFailure);
      return {
        count: beyond + 1,
        severity: abuse?.record.severity,
        status: after.status,
        audit: abuse?.audit,
      };
    }).filter(({ severity }) => severity);
    expect(noted.map(({ count, severity, status }) => [count, severity, status])).toEqual([
      [reportedFailures.low, 'low', 'active'],
      [reportedFailures.medium, 'medium', 'active'],
      [reportedFailures.high, 'high', 'active'],
      [reportedFailures.critical, 'critical', 'suspended'],
    ]);
    expect(noted.at(-1)?.audit).toMatchObject({ actorId: 'system', after: { status: 'suspended' } });
  });

  it('gets its hold back when its user was suspended', () => {
    const beyond = appRun(userWith(10, { reportedFailures: { day: '2026-11-21', count: 10 } }));
    const cancelled = decideCancel(beyond.activity, 'suspension', NOW);
    if (cancelled.kind !== 'end') throw new Error('nobody runs it');
    expect(ended(beyond, cancelled.command)).toMatchObject({
      answer: { status: 'cancelled', chargedMicro: 0, creditsMicro: credits(10) },
      abuse: null,
    });
  });

  it('is treated the same when it never reports, or cancels', () => {
    const beyond = appRun(userWith(10, { reportedFailures: { day: '2026-11-21', count: 10 } }));
    expect(ended(beyond, { by: 'sweep' }, beyond.activity.holdExpiresAt).answer.chargedMicro).toBe(
      credits(10),
    );
    expect(decideCancel(beyond.activity, 'user', NOW)).toMatchObject({
      kind: 'end',
      command: { by: 'app', status: 'cancelled' },
    });
  });
});

describe("an app's own server that runs the generation", () => {
  const backendRun = () => held(userWith(20), { runBy: 'backend', leaseHolder: null });
  const done = (units: number | null): EndCommand => ({
    by: 'app',
    status: 'completed',
    units,
    resultUrl: null,
    errorMessage: null,
  });

  it('is believed on units up to what was held, and charged the hold where it tells none', () => {
    const charged = (units: number | null) => ended(backendRun(), done(units)).answer.chargedMicro;
    expect([charged(1), charged(2), charged(99), charged(null), charged(0)]).toEqual(
      [5, 10, 10, 10, 0].map(credits),
    );
    const browser = held(userWith(20), { runBy: 'app', leaseHolder: null });
    expect(ended(browser, done(1)).answer.chargedMicro).toBe(credits(10));
  });

  it('is believed on failures, and when it falls silent the user does not pay for it', () => {
    const atLimit = userWith(20, { reportedFailures: { day: '2026-11-21', count: 10 } });
    const state = held(atLimit, { runBy: 'backend', leaseHolder: null });
    for (const [end, nowMs] of [
      [reportedFailure, NOW],
      [{ by: 'sweep' }, state.activity.holdExpiresAt],
    ] as const) {
      const { answer, user, abuse } = ended(state, end, nowMs);
      expect(answer).toMatchObject({ chargedMicro: 0, creditsMicro: credits(20) });
      expect({ failures: user.reportedFailures.count, abuse }).toEqual({ failures: 10, abuse: null });
    }
  });

  it('is asked to stop by its user, once, and stopped by a suspension', () => {
    const { activity } = backendRun();
    const asked = decideCancel(activity, 'user', NOW);
    expect(asked).toMatchObject({ kind: 'ask', activity: { cancelRequestedAt: NOW } });
    expect(decideCancel({ ...activity, cancelRequestedAt: NOW }, 'user', NOW)).toEqual({ kind: 'asked' });
    expect(decideCancel(activity, 'suspension', NOW)).toMatchObject({ kind: 'end' });
  });
});

describe('cancelling', () => {
  it('asks the job that runs it, ends what nobody runs, leaves what has ended', () => {
    const { activity } = held(userWith(10));
    expect(decideCancel(activity, 'user', NOW)).toMatchObject({
      kind: 'ask',
      activity: { cancelRequestedAt: NOW },
    });
    expect(decideCancel(activity, 'user', NOW + 3_600_000)).toMatchObject({ kind: 'end' });
    expect(decideCancel(held(userWith(10), { leaseHolder: null }).activity, 'user', NOW)).toMatchObject({
      kind: 'end',
    });
    expect(decideCancel(ended(held(userWith(10)), failed).activity, 'user', NOW)).toEqual({ kind: 'ended' });
  });
});

describe('a running activity', () => {
  const later = NOW + 5_000;

  it('never goes back, is not written for nothing, and is left alone once it has ended', () => {
    const { activity } = held(userWith(10), { runBy: 'app', leaseHolder: null });
    const half = decideReport(activity, 50, NOW);
    expect(half).toMatchObject({ kind: 'progress', activity: { progress: 50, status: 'processing' } });
    if (half.kind === 'refusal') throw new Error('unreachable');
    expect(decideReport(half.activity, 20, later)).toMatchObject({ kind: 'unchanged' });
    expect(decideReport(half.activity, 60, NOW + 999)).toMatchObject({ kind: 'unchanged' });
    expect(decideReport(half.activity, 60, later)).toMatchObject({
      kind: 'progress',
      activity: { progress: 60 },
    });
    const over = ended(held(userWith(10)), failed).activity;
    expect(decideReport(over, 60, later)).toMatchObject({ reason: 'activity_ended' });
    expect(decideHeartbeat(over, 'me', 60, later)).toMatchObject({ reason: 'activity_ended' });
  });

  it('is run by one at a time: a lease is taken over once it has run out, and its first holder is told', () => {
    const { user, activity } = held(userWith(10));
    expect(decideLease(activity, 'you', later).kind).toBe('taken');
    const silentSince = NOW + 61_000;
    const leased = decideLease(activity, 'you', silentSince);
    expect(leased).toMatchObject({ kind: 'leased', activity: { lease: { holder: 'you' } } });
    expect(decideHeartbeat(leased.activity, 'me', 50, silentSince)).toMatchObject({ kind: 'refusal' });
    expect(decideEnd({ user, activity: leased.activity }, completed(2), config, silentSince)).toMatchObject({
      kind: 'refusal',
      message: expect.stringContaining('taken over'),
    });
    const mine = decideHeartbeat(activity, 'me', 50, later);
    expect(mine).toMatchObject({ activity: { progress: 50, lease: { expiresAt: later + 60_000 } } });
  });

  it('is not ended by somebody who found no runner while there is one', () => {
    const nobody: EndCommand = {
      by: 'server',
      holder: null,
      status: 'failed',
      error: { code: 'x', message: 'y' },
    };
    expect(decideEnd(held(userWith(10)), nobody, config, later)).toMatchObject({ kind: 'refusal' });
    expect(decideEnd(held(userWith(10)), nobody, config, NOW + 61_000)).toMatchObject({ kind: 'end' });
  });

  it('of a user who is gone ends without an account', () => {
    expect(decideOrphan(held(userWith(10)).activity, later)).toMatchObject({
      status: 'expired',
      chargedMicro: 0,
    });
  });
});
