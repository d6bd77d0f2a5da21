import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { guestLeft } from '@tollgate/contract/limits/guests';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { describe, expect, it } from 'vitest';
import { admitGuest, type GuestLogs, withdrawGuest } from './decide-guest.ts';

const rule = { generations: 3, windowMs: 24 * HOUR_MS };
const NOW = Date.UTC(2026, 10, 21, 12);

interface World {
  sessions: Record<string, number[]>;
  logs: GuestLogs;
}

let made = 0;

/** A guest generates: with that session, in that browser, from that address. */
function generate(world: World, [session, browser, address]: [string, string, string], nowMs = NOW) {
  const logIds = [browser, address];
  const counted = { session: world.sessions[session] ?? [], logs: world.logs };
  const outcome = admitGuest(counted, { callId: `call-${made++}`, logIds }, rule, nowMs);
  if (isRefusal(outcome)) return outcome;
  world.sessions[session] = outcome.session;
  Object.assign(world.logs, outcome.logs);
  return 'admitted';
}

const newWorld = (): World => ({ sessions: {}, logs: {} });

describe('the allowance of a guest', () => {
  it('is three in any 24 hours, and says when the next one is free', () => {
    const world = newWorld();
    const guest: [string, string, string] = ['s', 'b', 'a'];
    for (const hour of [0, 1, 5]) expect(generate(world, guest, NOW + hour * HOUR_MS)).toBe('admitted');
    const refused = generate(world, guest, NOW + 6 * HOUR_MS);
    expect(refused).toMatchObject({
      reason: 'guest_limit',
      message:
        'Without an account there are 3 generations in 24 hours, and here they are used. Sign up to go on, or come back in 18 hours.',
      details: { retryAfterMs: 18 * HOUR_MS },
    });
    expect(generate(world, guest, NOW + 24 * HOUR_MS - 1)).toMatchObject({ details: { retryAfterMs: 1 } });
    expect(generate(world, guest, NOW + 24 * HOUR_MS)).toBe('admitted');
    expect(generate(world, guest, NOW + 24 * HOUR_MS)).toMatchObject({ details: { retryAfterMs: HOUR_MS } });
  });

  it.each([
    ['a new session', ['s2', 'b', 'a']],
    ['a cleared browser', ['s2', 'b2', 'a']],
    ['another network', ['s', 'b', 'a2']],
    ['another network and a new session', ['s2', 'b', 'a2']],
    ['a cleared browser id and another network', ['s', 'b2', 'a2']],
  ] as [string, [string, string, string]][])('is not refilled by %s', (_, guest) => {
    const world = newWorld();
    for (let call = 0; call < 3; call++) generate(world, ['s', 'b', 'a']);
    expect(generate(world, guest)).toMatchObject({ reason: 'guest_limit' });
  });

  it('is another one for another person elsewhere', () => {
    const world = newWorld();
    for (let call = 0; call < 3; call++) generate(world, ['s', 'b', 'a']);
    expect(generate(world, ['s2', 'b2', 'a2'])).toBe('admitted');
  });

  it('has nothing in it where guests are not admitted, and asks them to sign up', () => {
    const none = { ...rule, generations: 0 };
    const counted = { session: [], logs: {} };
    expect(admitGuest(counted, { callId: 'c', logIds: ['b'] }, none, NOW)).toMatchObject({
      reason: 'guest_limit',
      message: 'Sign up to generate.',
    });
    expect(guestLeft([[]], none, NOW)).toEqual({ limit: 0, left: 0, freeAt: null });
  });

  it('is as much as the fullest of its logs leaves, free when all of them are', () => {
    const earlier = [1, 2, 3].map((hours) => NOW - hours * HOUR_MS);
    expect(guestLeft([[NOW], [], earlier.slice(1)], rule, NOW)).toMatchObject({ left: 1, freeAt: null });
    expect(guestLeft([[NOW, NOW, NOW], earlier], rule, NOW)).toMatchObject({
      left: 0,
      freeAt: NOW + rule.windowMs,
    });
  });

  it('gets back what delivered nothing, once', () => {
    const world = newWorld();
    generate(world, ['s', 'b', 'a']);
    generate(world, ['s', 'b', 'a']);
    const log = world.logs.a ?? null;
    const id = log?.calls[0]?.id ?? '';
    const without = withdrawGuest(log, id);
    expect(without?.calls.map((call) => call.id)).toEqual([log?.calls[1]?.id]);
    expect(withdrawGuest(without, id)).toBeNull();
    expect(withdrawGuest(null, id)).toBeNull();
  });

  it('forgets what does not count any more, and keeps its log as long as something counts', () => {
    const world = newWorld();
    generate(world, ['s', 'b', 'a']);
    generate(world, ['s', 'b', 'a'], NOW + 25 * HOUR_MS);
    expect(world.logs.a?.calls).toHaveLength(1);
    expect(world.sessions.s).toHaveLength(1);
    expect(world.logs.a?.expiresAt).toBeGreaterThanOrEqual(NOW + 49 * HOUR_MS);
  });
});
