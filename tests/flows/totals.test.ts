import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import { Timestamp, WriteBatch } from 'firebase-admin/firestore';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { upsertAbuseRecord } from '../../functions/src/abuse/store.ts';
import { grant, refund, removeCredits } from '../../functions/src/admin/move-credits.ts';
import { changeUser } from '../../functions/src/admin/store.ts';
import { foldDays } from '../../functions/src/analytics/store.ts';
import { ensureUser } from '../../functions/src/credits/store.ts';
import { end } from '../../functions/src/gate/end.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import type { Caller } from '../../functions/src/platform/caller.ts';
import { recordedRun } from '../../functions/src/platform/job-runs.ts';
import { inDatabase, measured } from '../../functions/src/platform/measure.ts';
import { queryOf } from '../../functions/src/platform/query.ts';
import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';
import { reconcileAll } from '../../scripts/lib/reconcile.ts';
import {
  credits,
  db,
  must,
  newRequestId,
  type Person,
  refusal,
  signUpStaff,
  theAdmin,
  userWith,
} from './support.ts';
import { tick, usageOn } from './time.ts';

/** What a day's totals say beside its generations, how they are kept, and how they are checked. */

const clock = vi.hoisted(() => ({ offsetMs: 0 }));
vi.mock('../../functions/src/platform/clock.ts', () => ({
  nowMs: () => Date.now() + clock.offsetMs,
  steadyMs: () => Date.now() + clock.offsetMs,
}));

const ago = (days: number) => {
  clock.offsetMs = -days * DAY_MS;
  return dayOf(Date.now() - days * DAY_MS);
};

let restore = () => {};
afterEach(() => {
  restore();
  clock.offsetMs = 0;
  vi.restoreAllMocks();
});

function nobody(isGuest: boolean): Caller {
  const userId = newRequestId();
  const email = isGuest ? null : `${userId}@example.com`;
  return { userId, email, displayName: null, country: null, isGuest, staffClaim: null, address: null };
}
const actor = { ...nobody(false), staffClaim: 'admin', role: 'admin' } as const;
const reason = 'for the test';

const given = (amount: number, more: object = {}) => ({
  requestId: newRequestId(),
  amountMicro: credits(amount),
  type: 'bonus' as const,
  reason,
  ...more,
});

/** Two pictures that the app runs itself, for two credits. */
async function runImages(userId: string, units: number | null, status: 'completed' | 'failed' = 'completed') {
  const requestId = newRequestId();
  const wanted = { aiType: 'image', service: 'dalle3', units: 2, runBy: 'app', leaseHolder: null } as const;
  const prompt = { promptPreview: 'a hill', promptChars: 6, promptHash: 'hash', payloadHash: 'payload' };
  await hold({ userId, requestId, ...wanted, ...prompt });
  const activityId = `${userId}.${requestId}`;
  await end(activityId, { by: 'app', status, units, resultUrl: null, errorMessage: null });
  return activityId;
}

describe('the totals of a day', () => {
  it('have who came: members, guests, and guests who signed up, each once', async () => {
    const day = ago(420);
    const [member, guest] = [nobody(false), nobody(true)];
    await Promise.all([ensureUser(member), ensureUser(member), ensureUser(guest)]);
    await ensureUser({ ...guest, email: `${guest.userId}@example.com`, isGuest: false });
    await ensureUser({ ...guest, email: `${guest.userId}@example.com`, isGuest: false });
    expect(await usageOn(day)).toEqual({
      people: { signUps: 1, guests: 1, converted: 1 },
      credits: { given: { grant: { welcome: credits(20) } } },
    });
  });

  it('have every credit that was given, spent, expired or removed, by where it came from', async () => {
    const ada = nobody(false);
    const day = ago(421);
    await ensureUser(ada);
    await grant(ada.userId, given(5), actor);
    await grant(ada.userId, given(1, { type: 'refund' }), actor);
    await removeCredits(ada.userId, given(4), actor);
    const activityId = await runImages(ada.userId, null);
    await refund({ requestId: newRequestId(), activityId, reason }, actor);
    expect((await usageOn(day)).credits).toEqual({
      given: {
        grant: { welcome: credits(10) },
        bonus: { bonus: credits(5) },
        // What a generation was charged comes back to where it was.
        refund: { refund: credits(1), welcome: credits(2) },
      },
      taken: { adjustment: { welcome: credits(4) }, deduction: { welcome: credits(2) } },
    });
    const later = ago(418);
    await grant(ada.userId, given(3, { expiresAt: Date.now() + clock.offsetMs + 60_000 }), actor);
    ago(417);
    await runImages(ada.userId, null);
    expect((await usageOn(later)).credits).toEqual({ given: { bonus: { bonus: credits(3) } } });
    expect((await usageOn(dayOf(Date.now() - 417 * DAY_MS))).credits).toEqual({
      taken: { expiry: { bonus: credits(3) }, deduction: { welcome: credits(2) } },
    });
  });

  it('have what providers bill for what was delivered; the word of an app counts up to what was held', async () => {
    const ada = nobody(false);
    const day = ago(422);
    await ensureUser(ada);
    for (const [units, status] of [
      [null, 'completed'],
      [1, 'completed'],
      [1_000, 'completed'],
      [null, 'failed'],
    ] as const)
      await runImages(ada.userId, units, status);
    expect((await usageOn(day)).providerCostMicroUsd).toEqual({ dalle3: 40_000 * (2 + 1 + 2) });
  });

  it('have accounts that were suspended and let in again, and abuse by signal and severity', async () => {
    const ada = nobody(false);
    const day = ago(423);
    await ensureUser(ada);
    const noticed = { userId: ada.userId, signal: 'refusedPrompts', activityId: null } as const;
    for (const more of [3, 1, 2]) await upsertAbuseRecord(`${ada.userId}.x`, { ...noticed, count: { more } });
    for (const status of ['suspended', 'suspended', 'active'] as const)
      await changeUser(ada.userId, { action: 'set_user_status', status }, { reason }, actor);
    await upsertAbuseRecord(`${ada.userId}.x`, { ...noticed, count: { more: 40 } });
    expect(await usageOn(day)).toMatchObject({
      people: { signUps: 1, suspended: 2, reinstated: 1 },
      abuse: { refusedPrompts: { low: 1, medium: 1, critical: 1 } },
    });
  });

  it('cost a hold nothing, a settle no document more, a grant one', async () => {
    const ada = nobody(false);
    ago(424);
    await ensureUser(ada);
    const trips: RoundTrip[] = [];
    restore = withSeam((trip, run) => {
      trips.push(trip);
      return run();
    });
    await runImages(ada.userId, null);
    await grant(ada.userId, given(1), actor);
    const commits = trips.flatMap((trip) => (trip.kind === 'commit' ? [trip.writes] : []));
    // A grant: the user, the entry, the receipt, the audit entry, and the day.
    expect(commits).toEqual([2, 4, 5]);
  });

  it('are as many documents, however much happened: one when the day is over (P10)', async () => {
    const ada = nobody(false);
    const day = ago(427);
    await ensureUser(ada);
    await runImages(ada.userId, null);
    const documents = async () => (await queryOf(db, 'usageOfDay', { day }).get()).size;
    const few = await documents();
    await grant(ada.userId, given(100), actor);
    for (let index = 0; index < 25; index++) await runImages(ada.userId, null);
    expect(await documents()).toBe(few);
    await foldDays(Date.now());
    expect(await documents()).toBe(1);
  });

  it('are proved by the ledger, of a day whose activities are gone too', async () => {
    const ada = nobody(false);
    const day = ago(425);
    await ensureUser(ada);
    await foldDays(Date.now());
    const document = db.doc(`usage_daily/${day}`);
    expect((await reconcileAll(db)).violations).toEqual([]);
    await document.update({ 'credits.given.grant.welcome': credits(9), cleanedAt: Timestamp.now() });
    expect((await reconcileAll(db)).violations).toMatchObject([
      {
        invariant: 'I6',
        document: `usage_daily/${day}`,
        message: expect.stringContaining('credits.given.grant'),
      },
    ]);
    await document.update({ 'credits.given.grant.welcome': credits(10) });
    expect((await reconcileAll(db)).violations).toEqual([]);
  });
});

describe('what is counted in memory', () => {
  const approximateOn = async (day: string) => (await usageOn(day)).approximate;
  const refused = () =>
    measured('generate', async () => ({
      ...{ kind: 'refusal', reason: 'rate_limited', message: 'Slower.', details: {} },
    }));

  it('is in the day within a minute, beside what is exact, survives the fold, and is no round trip of a call', async () => {
    const trips: RoundTrip[] = [];
    restore = withSeam((trip, run) => {
      trips.push(trip);
      return run();
    });
    const day = ago(430);
    await measured('generate', () => inDatabase(async () => 'answer'));
    for (let index = 0; index < 3; index++) await refused();
    clock.offsetMs += 60_000;
    await expect(measured('generate', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(trips).toEqual([]);
    const counted = {
      refusals: { rate_limited: 3 },
      calls: { generate: { count: 5, refused: 3, errors: 1 } },
    };
    expect(await approximateOn(day)).toMatchObject(counted);
    await foldDays(Date.now());
    expect((await db.doc(`usage_daily/${day}`).get()).data()).toMatchObject({ approximate: counted });
  });

  it('keeps the refusals of a day through minutes that have none', async () => {
    const day = ago(428);
    await refused();
    clock.offsetMs += 60_000;
    await refused();
    for (let minute = 0; minute < 2; minute++) {
      clock.offsetMs += 60_000;
      await measured('generate', async () => 'answer');
    }
    expect(await approximateOn(day)).toMatchObject({
      refusals: { rate_limited: 2 },
      calls: { generate: { count: 4, refused: 2 } },
    });
  });

  it('has the calls that were made over HTTP', async () => {
    await userWith(10);
    await expect
      .poll(async () => JSON.stringify(await approximateOn(dayOf(Date.now()))))
      .toContain('ensureUser');
  });
});

describe('the run of a job', () => {
  const runOf = async (name: string) => (await db.doc(`job_runs/${name}`).get()).data();

  it('is kept: when, how it ended and what it did', async () => {
    await tick('resetRateLimits');
    expect(await runOf('resetRateLimits')).toMatchObject({
      outcome: 'done',
      did: { removed: expect.any(Number) },
      error: null,
    });
  });

  it('is kept when it fails, and when it is killed', async () => {
    const failing = recordedRun('failing', async () => {
      expect(await runOf('failing')).toMatchObject({ outcome: 'running', endedAt: null });
      throw new Error('no line');
    });
    await expect(failing).rejects.toThrow('no line');
    expect(await runOf('failing')).toMatchObject({ outcome: 'failed', error: 'no line', did: {} });
  });

  it('is done though its record can’t be written', async () => {
    vi.spyOn(WriteBatch.prototype, 'commit').mockRejectedValue(new Error('the database is down'));
    expect(await recordedRun('unrecorded', async () => ({ done: 3 }))).toEqual({ done: 3 });
  });
});

describe('reconcileUser', () => {
  let admin: Person;
  beforeAll(async () => {
    admin = await theAdmin();
  });

  it('finds nothing wrong with a user in order, by id or by email, and names what is', async () => {
    const ada = await userWith(10);
    const clean = {
      userId: ada.userId,
      violations: [],
      counts: { users: 1, entries: 1, activities: 0, orders: 0 },
    };
    expect(await must('reconcileUser', { userId: ada.userId }, admin)).toEqual(clean);
    expect(await must('reconcileUser', { email: ada.email }, admin)).toEqual(clean);
    await db.doc(`users/${ada.userId}`).update({ heldMicro: 1 });
    const { violations } = await must('reconcileUser', { userId: ada.userId }, admin);
    expect(violations.map(({ invariant }) => invariant)).toEqual(['I1', 'I3']);
    await db.doc(`users/${ada.userId}`).update({ heldMicro: 0 });
  });

  it('is for admins, and about somebody', async () => {
    const [ada, moderator] = [await userWith(10), await signUpStaff('moderator')];
    for (const person of [ada, moderator]) {
      expect(await refusal('reconcileUser', { userId: ada.userId }, person)).toMatchObject({
        details: { reason: 'not_admin' },
      });
    }
    for (const whom of [{ userId: 'nobody' }, { email: 'nobody@example.com' }]) {
      expect(await refusal('reconcileUser', whom, admin)).toMatchObject({ details: { reason: 'not_found' } });
    }
  });
});
