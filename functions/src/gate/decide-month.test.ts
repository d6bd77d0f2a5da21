import type { User } from '@tollgate/contract/account/user';
import { userSchema } from '@tollgate/contract/account/user.schema';
import type { Activity } from '@tollgate/contract/activity/activity';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { strictConfigSchemas } from '@tollgate/contract/config/config.schema';
import { creatorTools } from '@tollgate/contract/config/presets/creator-tools';
import { describe, expect, it } from 'vitest';
import { decideUser } from '../admin/decide-user.ts';
import { decideEnsure, profileOf } from '../credits/decide.ts';
import { refuseUnknownServices } from '../limits/decide-month.ts';
import type { Config } from '../platform/config.ts';
import { decideHold } from './decide.ts';
import { decideEnd } from './decide-end.ts';
import { decideReport } from './decide-run.ts';
import type { EndCommand } from './end-command.ts';
import type { HoldCommand } from './hold-command.ts';

/** Limits of a service for a calendar month: three scripts of a free user, a hundred with the plan pro. */

const NOW = Date.UTC(2026, 10, 21, 12);
const DECEMBER = Date.UTC(2026, 11, 1);
const config: Config = { ...creatorTools, credit: { ...creatorTools.credit_config, version: 1 } };
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);

const identity = { userId: 'ada', email: 'ada@example.com', displayName: null, country: null };
const ada = (changes: Partial<User> = {}): User => ({
  ...decideEnsure(null, { ...identity, isGuest: false }, credits(1_000), NOW).user,
  ...changes,
});

let made = 0;
function ask(user: User, nowMs = NOW, changes: Partial<HoldCommand> = {}, by = config) {
  made++;
  const command: HoldCommand = {
    ...{
      userId: 'ada',
      requestId: `r${made}`,
      aiType: 'chat',
      service: 'script-generation',
      units: undefined,
    },
    ...{
      runBy: 'app',
      leaseHolder: null,
      promptPreview: 'p',
      promptChars: 1,
      promptHash: 'p',
      payloadHash: 'h',
    },
    ...changes,
  };
  return decideHold({ user, activity: null }, command, by, nowMs);
}

function held(user: User, nowMs = NOW, changes: Partial<HoldCommand> = {}) {
  const decision = ask(user, nowMs, changes);
  if (decision.kind !== 'hold') throw new Error(`expected a hold, got ${JSON.stringify(decision)}`);
  return decision;
}

/** Somebody who has begun so many scripts, and the last of them. */
function after(calls: number, user = ada()): { user: User; activity: Activity } {
  let last = held(user);
  for (let call = 1; call < calls; call++) last = held(last.user);
  return last;
}

function ended(state: { user: User; activity: Activity }, command: EndCommand, nowMs = NOW + 1_000) {
  const decision = decideEnd(state, command, config, nowMs);
  if (decision.kind !== 'end') throw new Error(`expected an end, got ${JSON.stringify(decision)}`);
  return decision;
}

const said = (status: 'completed' | 'failed' | 'cancelled'): EndCommand => ({
  by: 'app',
  ...{ status, units: null, resultUrl: null, errorMessage: null },
});
const left = (user: User, nowMs = NOW) =>
  profileOf(user, { staffRole: null, guest: null }, config, nowMs).monthlyLimits['script-generation'];

describe('a limit of a month', () => {
  it('admits three and refuses the fourth, with the service and the first of next month', () => {
    const { user } = after(3);
    expect(left(user)).toEqual({ limit: 3, left: 0, freeAt: DECEMBER });
    expect(ask(user)).toMatchObject({
      reason: 'rate_limited',
      message: expect.stringMatching(/Script generation is 3 a month.* 1 December 2026 \(UTC\)/),
      details: { retryAfterMs: DECEMBER - NOW },
    });
    expect(ask(user, NOW, { service: 'chat-refinement' })).toMatchObject({ kind: 'hold' });
  });

  it('is that of the tier, and what was counted in one tier counts in the other', () => {
    const { user } = after(3);
    expect(left(after(1, { ...user, tier: 'premium' }).user)).toMatchObject({ limit: 100, left: 96 });
    expect(left({ ...user, tier: 'basic' })).toBeUndefined();
    expect(ask({ ...after(4, { ...ada(), tier: 'premium' }).user, tier: 'free' })).toMatchObject({
      reason: 'rate_limited',
    });
  });

  it('begins anew with the month, in UTC, and not again by a clock that is behind', () => {
    const { user } = after(3);
    expect(ask(user, DECEMBER - 1)).toMatchObject({ details: { retryAfterMs: 1 } });
    const december = held(user, DECEMBER).user;
    expect(left(december, DECEMBER)).toMatchObject({ left: 2 });
    expect(left(held(december, DECEMBER - 1).user, DECEMBER)).toMatchObject({ left: 1 });
    expect(left(user, Date.UTC(2027, 0, 1))).toMatchObject({ limit: 3, left: 3 });
  });

  it('of nothing closes the service, and none is no limit', () => {
    const free = { 'script-generation': 0 };
    const closed = { ...config, limits: { ...config.limits, perMonthByTier: { free } } };
    const refused = ask(ada(), NOW, {}, closed);
    expect(refused).toMatchObject({
      reason: 'rate_limited',
      message: expect.stringContaining('not part of the free tier'),
    });
    expect(after(40, ada({ tier: 'basic' })).user.monthlyCalls.services).toEqual({ 'script-generation': 40 });
  });

  it('does not concern guests', () => {
    const guest = ada({ isGuest: true });
    expect(after(5, guest).user.monthlyCalls.services).toEqual({});
    expect(left(guest)).toBeUndefined();
    const free = { 'script-generation': 0 };
    const closed = { ...config, limits: { ...config.limits, perMonthByTier: { free } } };
    expect(ask(guest, NOW, {}, closed)).toMatchObject({ kind: 'hold' });
  });

  it('is met by users whose document is older than limits of a month', () => {
    const { monthlyCalls: _none, ...old } = ada();
    expect(left(userSchema.parse(old))).toEqual({ limit: 3, left: 3, freeAt: null });
  });
});

describe('a call that came to nothing', () => {
  it('is given back when it failed, was never reported, or was cancelled before it began', () => {
    for (const end of [said('failed'), said('cancelled')])
      expect(left(ended(after(3), end).user)).toMatchObject({ left: 1 });
    const swept = ended(after(3), { by: 'sweep' }, NOW + 3_600_000);
    expect(left(swept.user)).toMatchObject({ left: 1 });
  });

  it('counts when it was made, when it was cancelled half way, and when nobody believes that it failed', () => {
    expect(left(ended(after(3), said('completed')).user)).toMatchObject({ left: 0 });
    const last = after(3);
    const begun = decideReport(last.activity, 10, NOW);
    if (begun.kind !== 'progress') throw new Error('expected progress');
    expect(left(ended({ ...last, activity: begun.activity }, said('cancelled')).user)).toMatchObject({
      left: 0,
    });
    const tooOften = { ...last.user, reportedFailures: { day: '2026-11-21', count: 10 } };
    const charged = ended({ ...last, user: tooOften }, said('failed'));
    expect(charged.answer.chargedMicro).toBe(credits(1));
    expect(left(charged.user)).toMatchObject({ left: 0 });
  });

  it('of a month that is over makes no room in the next', () => {
    const { user, activity } = after(3);
    const december = held(user, DECEMBER).user;
    expect(left(ended({ user: december, activity }, said('failed'), DECEMBER).user, DECEMBER)).toMatchObject({
      left: 2,
    });
  });
});

describe('resetting the limits of a user', () => {
  const act = { actorId: 'admin', actorEmail: null, reason: 'asked', auditId: 'a1' };
  it('frees the month; what began before it makes no more room afterwards', () => {
    const { user, activity } = after(3);
    const reset = decideUser(user, { action: 'reset_limits' }, act, NOW);
    expect(reset).toMatchObject({
      audit: { before: { monthlyCalls: 3 }, after: { monthlyCalls: 0 } },
    });
    if (reset.kind !== 'change') throw new Error('nothing was reset');
    expect(left(reset.user)).toMatchObject({ left: 3 });
    const again = after(3, reset.user).user;
    expect(left(ended({ user: again, activity }, said('failed')).user)).toMatchObject({ left: 0 });
  });
});

describe('limits of a month that are saved', () => {
  const saved = (perMonthByTier: unknown) =>
    strictConfigSchemas.limits.safeParse({ ...creatorTools.limits, perMonthByTier }).success;

  it('have tiers that exist and whole numbers', () => {
    expect(saved({ basic: { 'script-generation': 0 }, premium: {} })).toBe(true);
    for (const wrong of [
      { gold: {} },
      { free: { x: -1 } },
      { free: { x: 1.5 } },
      { free: { 'Not a name': 1 } },
    ])
      expect(saved(wrong)).toBe(false);
    const { perMonthByTier: _none, ...old } = creatorTools.limits;
    expect(strictConfigSchemas.limits.parse(old).perMonthByTier).toEqual({});
  });

  it('name services of the price book', () => {
    const { services } = creatorTools.credit_config;
    const check = (perMonthByTier: Config['limits']['perMonthByTier']) =>
      refuseUnknownServices({ perMonthByTier }, services);
    expect(check({ free: { 'voice-creation': 1 }, premium: {} })).toBeNull();
    for (const unknown of ['voices', 'constructor'])
      expect(check({ premium: { 'voice-creation': 20, [unknown]: 1 } })).toMatchObject({
        reason: 'invalid_argument',
        details: { issues: [{ path: `config.perMonthByTier.premium.${unknown}` }] },
      });
  });
});
