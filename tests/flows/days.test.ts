import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS, dayOf } from '@tollgate/contract/common/calendar';
import { FieldPath, Timestamp, WriteBatch } from 'firebase-admin/firestore';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { foldDays } from '../../functions/src/analytics/store.ts';
import { end } from '../../functions/src/gate/end.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import type { HoldCommand } from '../../functions/src/gate/hold-command.ts';
import { removeUnchanged } from '../../functions/src/platform/firestore.ts';
import { resultPath, stored } from '../../functions/src/results/result-file.ts';
import { resultStore } from '../../functions/src/results/result-store.ts';
import { reconcileAll } from '../../scripts/lib/reconcile.ts';
import { credits, db, newRequestId, type Person, theAdmin, userWith } from './support.ts';
import { tick, usageOn } from './time.ts';

/** Days, months and what is left of them. The stores run in this process, whose clock can be set. */

const clock = vi.hoisted(() => ({ offsetMs: 0 }));
vi.mock('../../functions/src/platform/clock.ts', () => ({ nowMs: () => Date.now() + clock.offsetMs }));

const ago = (days: number) => {
  clock.offsetMs = -days * DAY_MS;
  return dayOf(Date.now() - days * DAY_MS);
};

afterEach(() => {
  clock.offsetMs = 0;
  vi.restoreAllMocks();
});

const commandOf = (person: Person): HoldCommand => ({
  userId: person.userId,
  requestId: newRequestId(),
  aiType: 'image',
  service: 'local-image',
  units: 2,
  runBy: 'server',
  leaseHolder: 'me',
  promptPreview: 'a hill',
  promptChars: 6,
  promptHash: 'hash',
  payloadHash: 'payload',
});

const open = async (person: Person) => {
  const command = commandOf(person);
  await hold(command);
  return `${person.userId}.${command.requestId}`;
};

const finish = (activityId: string, result: ReturnType<typeof stored> | null = null) =>
  end(activityId, {
    by: 'server',
    holder: 'me',
    status: 'completed',
    delivered: { usedUnits: 1, tokens: { input: 3, output: 5 }, result },
  });

const idsOf = async (day: string) =>
  (await db.collection('usage_daily').where('day', '==', day).get()).docs.map(({ id }) => id);

describe('a generation that ends', () => {
  it('is counted in the commit that ends it, which writes four documents', async () => {
    const ada = await userWith(10);
    const day = ago(400);
    const activityId = await open(ada);
    const commit = vi.spyOn(WriteBatch.prototype, 'commit');
    await finish(activityId);
    expect(commit).toHaveBeenCalledOnce();
    expect(await commit.mock.results[0]?.value).toHaveLength(4);
    const tally = {
      ended: 1,
      completed: 1,
      heldMicro: credits(2),
      chargedMicro: credits(1),
      usedUnits: 1,
      inputTokens: 3,
      outputTokens: 5,
    };
    expect(await usageOn(day)).toMatchObject({
      byStatus: { completed: 1 },
      byAiType: { image: tally },
      byService: { 'local-image': tally },
      byTier: { free: { image: { ended: 1, chargedMicro: credits(1) } } },
      byCaller: { member: { ended: 1, chargedMicro: credits(1) } },
      activeUsers: 1,
    });
  });

  it('counts a user once a day, on every day again', async () => {
    const ada = await userWith(10);
    const later = ago(401);
    for (const days of [402, 402, 401, 402, 401]) {
      ago(days);
      await finish(await open(ada));
    }
    expect(await usageOn(ago(402))).toMatchObject({ activeUsers: 1, byStatus: { completed: 3 } });
    expect(await usageOn(later)).toMatchObject({ activeUsers: 1, byStatus: { completed: 2 } });
  });
});

describe('the fold of a day', () => {
  it('makes one document of the shards, and another of what comes late, whoever folds at the same time', async () => {
    const people = await Promise.all([userWith(10), userWith(10), userWith(10)]);
    const day = ago(410);
    for (const person of people) await finish(await open(person));
    const before = await usageOn(day);
    await Promise.all([foldDays(Date.now()), foldDays(Date.now()), tick('foldDailyUsage')]);
    expect(await idsOf(day)).toEqual([day]);
    expect(await usageOn(day)).toEqual(before);
    const late = await Promise.all(people.map(open));
    await Promise.all([...late.map((id) => finish(id)), foldDays(Date.now()), foldDays(Date.now())]);
    await foldDays(Date.now());
    expect(await idsOf(day)).toEqual([day]);
    expect(await usageOn(day)).toMatchObject({ activeUsers: 3, byStatus: { completed: 6 } });
  });

  it('leaves today alone', async () => {
    const ada = await userWith(10);
    await finish(await open(ada));
    await tick('foldDailyUsage');
    expect(await idsOf(dayOf(Date.now()))).not.toContain(dayOf(Date.now()));
  });
});

const isThere = async (path: string) => (await db.doc(path).get()).exists;

describe('the clean-up', () => {
  it('removes what is past its retention with its files, once, and nothing else', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    const day = ago(95);
    const activityId = await open(ada);
    const file = resultPath(ada.userId, activityId, 'image/png');
    await resultStore().save(file, new Uint8Array([1, 2, 3]), 'image/png');
    await finish(activityId, stored(file, new Uint8Array(3), 'image/png', true));
    const unfinished = await open(ada);
    ago(89);
    const young = await open(ada);
    await finish(young);
    clock.offsetMs = 0;
    const old = Timestamp.fromMillis(Date.now() - 95 * DAY_MS);
    const record = {
      ...{ userId: ada.userId, email: null, signal: 'limitedCalls', type: 'rate_limit', severity: 'low' },
      ...{ count: 20, description: 'x', activityId: null, state: 'open', createdAt: old },
      ...{ resolvedAt: null, resolvedBy: null, resolution: null },
    };
    const abuse = db.collection('abuse_detection');
    const longAgo = await abuse.add({ ...record, updatedAt: old });
    const goingOn = await abuse.add({ ...record, updatedAt: Timestamp.now() });
    const receipt = { scope: 'x', actorId: admin.userId, requestId: 'x', payloadHash: 'x', answer: {} };
    const stale = await db.collection('receipts').add({ ...receipt, createdAt: old, expiresAt: old });
    const ledger = await db.collection('credit_logs').where('userId', '==', ada.userId).get();
    const audit = (await db.collection('admin_audit_logs').count().get()).data().count;

    await Promise.all([tick('cleanupOldData'), tick('cleanupOldData')]);
    await tick('cleanupOldData');

    for (const path of [`ai_activity/${activityId}`, longAgo.path, stale.path]) {
      expect([path, await isThere(path)]).toEqual([path, false]);
    }
    for (const path of [`ai_activity/${unfinished}`, `ai_activity/${young}`, goingOn.path]) {
      expect([path, await isThere(path)]).toEqual([path, true]);
    }
    await expect(access(join(process.env.TOLLGATE_RESULTS_DIR ?? '', file))).rejects.toThrow('ENOENT');
    for (const entry of ledger.docs) expect((await entry.ref.get()).exists).toBe(true);
    expect((await db.collection('admin_audit_logs').count().get()).data().count).toBe(audit);
    expect((await db.doc(`usage_daily/${day}`).get()).data()).toMatchObject({
      byStatus: { completed: 1 },
      cleanedAt: expect.any(Timestamp),
    });
    expect((await reconcileAll(db)).violations).toEqual([]);
  });

  it('leaves a day whose totals are wrong to be found, until it is cleaned', async () => {
    const ada = await userWith(10);
    const day = ago(50);
    await finish(await open(ada));
    await foldDays(Date.now());
    const document = db.doc(`usage_daily/${day}`);
    await document.update({ 'byStatus.completed': 2 });
    const found = (await reconcileAll(db)).violations;
    expect(found).toMatchObject([{ invariant: 'I5', document: `usage_daily/${day}` }]);
    await document.update({ 'byStatus.completed': 1 });
    expect((await reconcileAll(db)).violations).toEqual([]);
  });
});

describe('expired rate limits', () => {
  it('stay when they were renewed since they were read', async () => {
    const limit = db.collection('rate_limits').doc();
    await limit.set({ expiresAt: Timestamp.fromMillis(Date.now() - 1_000) });
    const [read] = (await db.collection('rate_limits').where(FieldPath.documentId(), '==', limit.id).get())
      .docs;
    if (!read) throw new Error('it was just written');
    await limit.set({ expiresAt: Timestamp.fromMillis(Date.now() + DAY_MS) });
    expect(await removeUnchanged(read)).toBe(false);
    expect((await limit.get()).exists).toBe(true);
    await limit.delete();
    expect(await removeUnchanged(read)).toBe(false);
  });

  it('are all removed, however many; what lasts and what never expires stays', async () => {
    const limits = db.collection('rate_limits');
    const batch = db.batch();
    const past = Timestamp.fromMillis(Date.now() - 1_000);
    for (let index = 0; index < 230; index++)
      batch.create(limits.doc(), { purpose: 'expiring', calls: [], expiresAt: past });
    const lasting = limits.doc();
    batch.create(lasting, {
      purpose: 'lasting',
      calls: [],
      expiresAt: Timestamp.fromMillis(Date.now() + DAY_MS),
    });
    const blocked = limits.doc();
    batch.create(blocked, { purpose: 'blocked', calls: [], expiresAt: null });
    await batch.commit();
    await Promise.all([tick('resetRateLimits'), tick('resetRateLimits')]);
    expect((await limits.where('purpose', '==', 'expiring').count().get()).data().count).toBe(0);
    expect([(await lasting.get()).exists, (await blocked.get()).exists]).toEqual([true, true]);
    await Promise.all([lasting.delete(), blocked.delete()]);
  });
});
