import type { AddressWindow } from '@tollgate/contract/limits/addresses';
import { addressWindowSchema } from '@tollgate/contract/limits/addresses.schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Admission, Allowance, type LeaseOutcome, type LeaseRequest } from './allowance.ts';
import { decideAllowance } from './decide-allowance.ts';

const WINDOW_SECONDS = 100;
const WINDOW_MS = WINDOW_SECONDS * 1_000;
const ADDRESS = '203.0.113.7';

/**
 * How a lease's transaction goes: how long until it is decided and until that is known, and whether it ever
 * is.
 */
interface Trip {
  beforeMs: number;
  afterMs: number;
  fate: 'answered' | 'lost' | 'dropped';
}
const AT_ONCE: Trip = { beforeMs: 0, afterMs: 0, fate: 'answered' };

/** One address's document and some instances, in a time of their own. */
function world(calls: number, instances: number) {
  let limit = { calls, windowSeconds: WINDOW_SECONDS };
  const events: { atMs: number; run: () => void }[] = [];
  const passedAt: number[] = [];
  let stored: AddressWindow | null = null;
  let nowMs = 1_000_000;
  const requests: LeaseRequest[] = [];
  let nextTrip = (): Trip => AT_ONCE;
  const later = (inMs: number, run: () => void) => events.push({ atMs: nowMs + inMs, run });

  const decide = ({ userIds, ...request }: LeaseRequest): LeaseOutcome => {
    const decision = decideAllowance(stored, { ...request, accounts: userIds }, limit, nowMs);
    if (decision.kind === 'denied') return { ...decision, atMs: nowMs };
    if (decision.kind === 'leased') stored = addressWindowSchema.parse(decision.window);
    return { kind: 'leased', lease: decision.lease, atMs: nowMs };
  };
  const takeLease = (request: LeaseRequest) =>
    new Promise<LeaseOutcome>((resolve) => {
      const { beforeMs, afterMs, fate } = nextTrip();
      requests.push(request);
      later(beforeMs, () => {
        const outcome = fate === 'dropped' ? null : decide(request);
        later(afterMs, () => resolve(fate === 'answered' && outcome ? outcome : { kind: 'failed' }));
      });
    });
  let ids = 0;
  const newId = () => `lease-${ids++}`;
  const all = Array.from(
    { length: instances },
    () => new Allowance({ takeLease, clockMs: () => nowMs, newId }),
  );

  /** Lets everything happen that happens at one time, then goes on to the next event. */
  const settle = async (untilMs = Number.POSITIVE_INFINITY) => {
    for (;;) {
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      events.sort((one, other) => one.atMs - other.atMs);
      const next = events[0];
      if (!next || next.atMs > untilMs) break;
      events.shift();
      nowMs = Math.max(nowMs, next.atMs);
      next.run();
    }
    if (untilMs !== Number.POSITIVE_INFINITY) nowMs = Math.max(nowMs, untilMs);
  };
  const call = (instance: number, userId = 'ada'): Promise<Admission> => {
    const admission = all[instance % instances]?.admit({ address: ADDRESS, userId }, limit);
    if (!admission) throw new Error('there is no such instance');
    return admission.then((outcome) => {
      if (outcome.kind === 'admitted') passedAt.push(nowMs);
      return outcome;
    });
  };
  return {
    call,
    settle,
    passedAt,
    now: () => nowMs,
    stored: () => stored,
    requests,
    trips: () => requests.length,
    limitIs: (most: number) => {
      limit = { ...limit, calls: most };
    },
    wait: (ms: number) => settle(nowMs + ms),
    tripsGo: (how: () => Trip) => {
      nextTrip = how;
    },
  };
}

/** Calls one after the other; the refusals among the answers. */
async function callsOf(here: ReturnType<typeof world>, count: number, instance = 0) {
  const answers = Array.from({ length: count }, () => here.call(instance));
  await here.settle();
  const settled = await Promise.all(answers);
  return settled.flatMap((answer) => (answer.kind === 'refusal' ? [answer] : []));
}

const trip = fc.record({
  beforeMs: fc.integer({ min: 0, max: 4_000 }),
  afterMs: fc.integer({ min: 0, max: 9_000 }),
  fate: fc.constantFrom('answered', 'answered', 'answered', 'lost', 'dropped'),
}) satisfies fc.Arbitrary<Trip>;
const visit = fc.record({
  waitMs: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: WINDOW_MS / 2 }),
    fc.integer({ min: 0.8 * WINDOW_MS, max: WINDOW_MS }),
    fc.integer({ min: 0, max: 3_000 }),
  ),
  instance: fc.nat(2),
  calls: fc.integer({ min: 1, max: 6 }),
  user: fc.nat(3),
});

describe('the allowance of an address', () => {
  it('is never exceeded in any window, whatever several instances do, and tells the truth about retries', async () => {
    const scenario = [
      fc.integer({ min: 1, max: 30 }),
      fc.array(visit, { maxLength: 40 }),
      fc.array(trip, { minLength: 1, maxLength: 20 }),
    ] as const;
    await fc.assert(
      fc.asyncProperty(...scenario, async (limit, visits, trips) => {
        const here = world(limit, 4);
        let taken = 0;
        here.tripsGo(() => trips[taken++ % trips.length] ?? AT_ONCE);
        const answers: Promise<Admission>[] = [];
        for (const { waitMs, instance, calls, user } of visits) {
          await here.wait(waitMs);
          for (let one = 0; one < calls; one++) answers.push(here.call(instance, `user-${user}`));
        }
        await here.settle();
        await Promise.all(answers);
        for (const start of here.passedAt) {
          const inWindow = here.passedAt.filter((time) => time >= start && time < start + WINDOW_MS);
          expect(inWindow.length).toBeLessThanOrEqual(limit);
        }
        // One that knows nothing yet is told how things are now; after that time any of them admits one.
        here.tripsGo(() => AT_ONCE);
        const [refused] = await callsOf(here, limit + 1, 3);
        expect(refused?.reason).toBe('rate_limited');
        await here.wait(refused?.details.retryAfterMs ?? 0);
        expect(await callsOf(here, 1, visits.length)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is used up whole by those who ask at once, over two instances', async () => {
    const here = world(100, 2);
    const answers = Array.from({ length: 120 }, (_, index) => here.call(index, `user-${index % 6}`));
    await here.settle();
    const settled = await Promise.all(answers);
    expect(settled.filter(({ kind }) => kind === 'admitted')).toHaveLength(100);
    for (const answer of settled) {
      if (answer.kind === 'refusal') expect(answer.reason).toBe('rate_limited');
    }
  });

  it('is used up whole by one who asks again and again', async () => {
    const here = world(100, 1);
    for (let one = 0; one < 100; one++) {
      expect(await callsOf(here, 1)).toEqual([]);
      await here.wait(900);
    }
    expect(await callsOf(here, 1)).toMatchObject([{ reason: 'rate_limited' }]);
    // The calls of the first twenty seconds are a window old: most of them are free again.
    await here.wait(0.3 * WINDOW_MS);
    expect((await callsOf(here, 20)).length).toBeLessThanOrEqual(5);
  });

  it('costs a transaction for the first calls, then one for several', async () => {
    const here = world(100, 1);
    for (let one = 0; one < 40; one++) await callsOf(here, 1);
    expect(here.trips()).toBeLessThanOrEqual(8);
  });

  it('refuses from memory until the time that it told', async () => {
    const here = world(5, 1);
    await callsOf(here, 5);
    const [first] = await callsOf(here, 1);
    const { retryAfterMs = 0 } = first?.details ?? {};
    const before = here.trips();
    await here.wait(retryAfterMs - 1);
    expect(await callsOf(here, 50)).toHaveLength(50);
    expect(here.trips()).toBe(before);
    await here.wait(1);
    expect(await callsOf(here, 1)).toEqual([]);
  });

  it('says that it is the network, how many, and when', async () => {
    const here = world(2, 1);
    const [refused] = await callsOf(here, 3);
    expect(refused).toMatchObject({
      message:
        'Your network has sent too many requests, whoever sent them: at most 2 requests in 2 minutes. Try again in 2 minutes.',
      details: { retryAfterMs: WINDOW_MS + 5_000, limitOf: 'address' },
    });
  });

  it('is taken in one transaction for all who wait', async () => {
    const here = world(100, 1);
    here.tripsGo(() => ({ beforeMs: 10, afterMs: 10, fate: 'answered' }));
    const answers = Array.from({ length: 30 }, () => here.call(0));
    await here.wait(5);
    for (let one = 0; one < 30; one++) answers.push(here.call(0));
    await here.settle();
    await Promise.all(answers);
    expect(here.passedAt).toHaveLength(60);
    expect(here.trips()).toBe(2);
  });

  it('is not passed on what was taken too long ago, which is given back', async () => {
    const here = world(10, 1);
    for (let one = 0; one < 2; one++) await callsOf(here, 1);
    await here.wait(WINDOW_MS / 10 - 1);
    const before = here.trips();
    expect(await callsOf(here, 1)).toEqual([]);
    expect(here.trips()).toBe(before);
    await here.wait(1_000);
    expect(await callsOf(here, 1)).toEqual([]);
    expect(here.trips()).toBe(before + 1);
    expect(await callsOf(here, 6)).toEqual([]);
    expect(await callsOf(here, 1)).toHaveLength(1);
  });

  it('is not passed on what may have been given back', async () => {
    const here = world(20, 1);
    for (let one = 0; one < 2; one++) await callsOf(here, 1);
    here.tripsGo(() => ({ beforeMs: 0, afterMs: 0, fate: 'lost' }));
    here.call(0, 'bob');
    await here.settle();
    const before = here.trips();
    await callsOf(here, 1);
    expect(here.trips()).toBe(before + 1);
  });

  it('that is raised is in force at once, for those too who were refused', async () => {
    const here = world(5, 1);
    expect(await callsOf(here, 6)).toHaveLength(1);
    here.limitIs(8);
    expect(await callsOf(here, 3)).toEqual([]);
    expect(await callsOf(here, 1)).toHaveLength(1);
  });

  it('is asked for with little to tell, however often that failed', async () => {
    const here = world(1_000, 1);
    for (let one = 0; one < 30; one++) await callsOf(here, 10);
    expect(Math.max(...here.requests.map(({ returned }) => returned.length))).toBe(1);
    here.tripsGo(() => ({ beforeMs: 0, afterMs: 0, fate: 'dropped' }));
    for (let one = 0; one < 30; one++) await callsOf(here, 10);
    expect(here.requests.at(-1)?.returned).toHaveLength(20);
  });

  it('lets nobody pass when it can’t be taken, and goes on when it can', async () => {
    const here = world(100, 1);
    here.tripsGo(() => ({ beforeMs: 0, afterMs: 0, fate: 'dropped' }));
    expect(await callsOf(here, 2)).toMatchObject([
      { reason: 'contended', details: { retryAfterMs: 1_000 } },
      { reason: 'contended' },
    ]);
    here.tripsGo(() => AT_ONCE);
    expect(await callsOf(here, 1)).toEqual([]);
  });

  it('is not lost with an answer: what was taken and never used is given back', async () => {
    const here = world(10, 1);
    here.tripsGo(() => ({ beforeMs: 0, afterMs: 0, fate: 'lost' }));
    expect(await callsOf(here, 8)).toHaveLength(8);
    here.tripsGo(() => AT_ONCE);
    expect(await callsOf(here, 10)).toEqual([]);
  });
});

describe('the accounts behind an address', () => {
  const accountsOf = async (answer: Promise<Admission>, here: ReturnType<typeof world>) => {
    await here.settle();
    const settled = await answer;
    return settled.kind === 'admitted' ? settled.accounts : settled;
  };

  it('are counted once each, for a day, whatever instance they come to', async () => {
    const here = world(100, 2);
    const seen: unknown[] = [];
    for (const [instance, user] of [
      [0, 'ada'],
      [0, 'ada'],
      [1, 'ada'],
      [1, 'bob'],
      [0, 'cleo'],
    ] as const)
      seen.push(await accountsOf(here.call(instance, user), here));
    expect(seen).toEqual([1, 1, 1, 2, 3]);
    await here.wait(86_400_000);
    expect(await accountsOf(here.call(0, 'dora'), here)).toBe(1);
  });

  it('are told at once when new, though there are calls left, and cost nothing when known', async () => {
    const here = world(100, 1);
    for (let one = 0; one < 3; one++) await callsOf(here, 1);
    const before = here.trips();
    expect(await accountsOf(here.call(0, 'bob'), here)).toBe(2);
    expect(here.trips()).toBe(before + 1);
    expect(here.stored()?.accounts.map(({ hash }) => hash)).toEqual(['ada', 'bob']);
    expect(await accountsOf(here.call(0, 'ada'), here)).toBe(2);
    expect(here.trips()).toBe(before + 1);
  });

  it('stay as long as they are active', async () => {
    const here = world(100, 1);
    for (let hour = 0; hour < 30; hour++) {
      // Bob's calls are the ones that take leases; Ada passes on what is left of them.
      for (const user of ['bob', 'bob', 'ada']) await accountsOf(here.call(0, user), here);
      await here.wait(3_600_000);
    }
    expect(await accountsOf(here.call(0, 'cleo'), here)).toBe(3);
  });

  it('are the 200 seen last, if there are more', async () => {
    const here = world(1_000, 1);
    for (let one = 0; one < 205; one++) await accountsOf(here.call(0, `user-${one}`), here);
    const { accounts = [] } = here.stored() ?? {};
    expect(accounts).toHaveLength(200);
    expect(accounts[0]?.hash).toBe('user-5');
  });
});

describe('the memory of an instance', () => {
  it('is bounded: whoever was forgotten is asked for anew', async () => {
    const asked: string[] = [];
    const takeLease = async ({ address }: LeaseRequest): Promise<LeaseOutcome> => {
      asked.push(address);
      const lease = { calls: 5, usableForMs: 10, retryAfterMs: null, accounts: 1 };
      return { kind: 'leased', lease, atMs: 0 };
    };
    const allowance = new Allowance({ takeLease, clockMs: () => 0, newId: () => 'id' });
    const limit = { calls: 100, windowSeconds: 600 };
    const from = (address: string) => allowance.admit({ address, userId: 'ada' }, limit);
    await from('first');
    await from('first');
    expect(asked).toEqual(['first']);
    for (let one = 0; one < 5_000; one++) await from(`other-${one}`);
    await from('first');
    expect(asked.filter((address) => address === 'first')).toHaveLength(2);
  });
});
