import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import { give, openAccount } from '../ledger/balance.ts';
import type { Config } from '../platform/config.ts';
import { decideHold } from './decide.ts';
import { decideEnd } from './decide-end.ts';
import type { EndCommand } from './end-command.ts';
import type { HoldCommand } from './hold-command.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const config: Config = { ...studio, credit: { ...studio.credit_config, version: 3 } };
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);

const identity = { userId: 'eve', email: null, displayName: null, country: null, isGuest: true };
const guest = (): User => decideEnsure(null, identity, credits(10), NOW).user;

const command = (changes: Partial<HoldCommand> = {}): HoldCommand => ({
  userId: 'eve',
  requestId: 'r1',
  aiType: 'image',
  service: 'local-image',
  units: undefined,
  runBy: 'server',
  leaseHolder: 'me',
  guest: { callId: 'c1', logIds: ['browser', 'address'] },
  promptPreview: 'a hill',
  promptChars: 6,
  promptHash: 'p',
  payloadHash: 'h',
  ...changes,
});

function held(user: User, changes: Partial<HoldCommand> = {}) {
  const decision = decideHold({ user, activity: null }, command(changes), config, NOW);
  if (decision.kind !== 'hold') throw new Error(`expected a hold, got ${JSON.stringify(decision)}`);
  return decision;
}

function ended(state: { user: User; activity: Activity }, end: EndCommand) {
  const decision = decideEnd(state, end, config, NOW + 1_000);
  if (decision.kind !== 'end') throw new Error(`expected an end, got ${JSON.stringify(decision)}`);
  return decision;
}

const calls = (...times: number[]) => times.map((countedAt) => ({ id: `c${countedAt}`, countedAt }));

const delivered = { usedUnits: 1, tokens: null, result: null };
const completed: EndCommand = { by: 'server', holder: 'me', status: 'completed', delivered };
const failed: EndCommand = {
  by: 'server',
  holder: 'me',
  status: 'failed',
  error: { code: 'x', message: 'no' },
};

describe('a generation of somebody without an account', () => {
  it('is free, is counted in the session and in both logs, and charges nothing at its end', () => {
    const decision = held(guest());
    expect(decision).toMatchObject({
      user: {
        ...{ creditsMicro: 0, heldMicro: 0, guestCalls: [NOW], windows: { image: [NOW] } },
        guestLeft: { limit: 3, left: 2, freeAt: null },
      },
      entries: [],
      activity: { heldMicro: 0, taken: [], isGuest: true, guestLogs: ['browser', 'address'] },
      guestLogs: { browser: { calls: [{ id: 'c1' }] }, address: { calls: [{ id: 'c1' }] } },
    });
    expect(ended(decision, completed)).toMatchObject({
      user: { creditsMicro: 0, heldMicro: 0, guestCalls: [NOW] },
      entries: [],
      withdrawnFrom: [],
      activity: { status: 'completed', chargedMicro: 0, guestLogs: [] },
    });
  });

  it('does not count when it delivered nothing, unless an app says so', () => {
    expect(ended(held(guest()), failed)).toMatchObject({
      user: { guestCalls: [], guestLeft: { limit: 3, left: 3, freeAt: null } },
      withdrawnFrom: ['browser', 'address'],
    });
    const appRun = held(guest(), { runBy: 'app', leaseHolder: null, service: 'dalle3' });
    const said = { by: 'app', status: 'failed', units: 0, resultUrl: null, errorMessage: null } as const;
    expect(ended(appRun, said)).toMatchObject({ user: { guestCalls: [NOW] }, withdrawnFrom: [] });
  });

  it('tells what is left by the fullest place, and when it is free again', () => {
    const guestLogs = {
      browser: { calls: [], expiresAt: 0 },
      address: { calls: calls(NOW - 5, NOW - 4), expiresAt: 0 },
    };
    const decision = decideHold({ user: guest(), activity: null, guestLogs }, command(), config, NOW);
    const freeAt = NOW - 5 + config.limits.guest.windowMs;
    expect(decision).toMatchObject({ user: { guestLeft: { limit: 3, left: 0, freeAt } } });
    if (decision.kind !== 'hold') throw new Error('expected a hold');
    expect(ended(decision, failed).user.guestLeft).toEqual({ limit: 3, left: 1, freeAt: null });
    const member = decideEnsure(decision.user, { ...identity, isGuest: false }, credits(10), NOW);
    expect(member.user.guestLeft).toBeNull();
  });

  it('counts what the guest cancelled after it had begun, or the provider could be kept busy for nothing', () => {
    const delivered = { usedUnits: 0, tokens: null, result: null };
    const cancelled = { by: 'server', status: 'cancelled', delivered } as const;
    expect(ended(held(guest()), { ...cancelled, holder: 'me' })).toMatchObject({
      user: { guestCalls: [NOW] },
      withdrawnFrom: [],
      activity: { status: 'cancelled', guestLogs: [] },
    });
    const inQueue = held(guest(), { leaseHolder: null });
    expect(ended(inQueue, { ...cancelled, holder: null })).toMatchObject({
      user: { guestCalls: [] },
      withdrawnFrom: ['browser', 'address'],
    });
  });

  it('is refused at the fourth, and when it asks for more than the service makes by default', () => {
    const user = { ...guest(), guestCalls: [NOW - 3, NOW - 2, NOW - 1] };
    const fourth = decideHold({ user, activity: null }, command(), config, NOW);
    expect(fourth).toMatchObject({ reason: 'guest_limit' });
    const large = decideHold({ user: guest(), activity: null }, command({ units: 2 }), config, NOW);
    expect(large).toMatchObject({ reason: 'invalid_argument', details: { issues: [{ path: 'units' }] } });
  });

  it('is paid for where there are credits, and leaves the allowance alone', () => {
    const bonus = { type: 'bonus', source: 'bonus', amountMicro: credits(1), expiresAt: null } as const;
    const cause = { actorId: 'admin', reason: 'x', requestId: 'g', activityId: null };
    const { user } = give(openAccount(guest()), bonus, cause, NOW);
    const paid = held(user);
    expect(paid).toMatchObject({
      user: { creditsMicro: 0, heldMicro: credits(1), guestCalls: [] },
      activity: { guestLogs: [] },
      guestLogs: {},
    });
    expect(held(paid.user, { requestId: 'r2' })).toMatchObject({ user: { guestCalls: [NOW] } });
  });

  it('is nothing for somebody who has signed up meanwhile: their account is brought up to date first', () => {
    const { guest: _, ...member } = command();
    expect(decideHold({ user: guest(), activity: null }, member, config, NOW)).toMatchObject({
      reason: 'not_found',
    });
  });
});
