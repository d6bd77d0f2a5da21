import { Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  balanceOf,
  call,
  credits,
  db,
  emulator,
  must,
  newRequestId,
  refusal,
  theAdmin,
  userWith,
} from './support.ts';
import { tick } from './time.ts';

const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units: 2 } as const;

/** Makes the deadline of a hold pass, as waiting for it would. */
const overdue = (activityId: string) =>
  db.doc(`ai_activity/${activityId}`).update({ holdExpiresAt: Timestamp.fromMillis(Date.now() - 1) });

describe('the sweep', () => {
  it('gives an abandoned hold back once, however many sweeps run, and a late end charges nothing', async () => {
    const ada = await userWith(10);
    const { activityId } = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
    );
    const { activityId: inTime } = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
    );
    await overdue(activityId);
    await Promise.all([tick('releaseExpiredHolds'), tick('releaseExpiredHolds')]);
    expect(await must('getUserProfile', {}, ada)).toMatchObject({
      creditsMicro: credits(8),
      heldMicro: credits(2),
    });
    const late = await refusal('updateAIActivityStatus', { activityId, status: 'completed' }, ada);
    expect(late).toMatchObject({
      details: { reason: 'activity_ended' },
      message: expect.stringContaining('nothing was charged'),
    });
    expect((await db.doc(`ai_activity/${activityId}`).get()).data()).toMatchObject({
      status: 'expired',
      chargedMicro: 0,
    });
    expect((await db.doc(`ai_activity/${inTime}`).get()).data()).toMatchObject({ status: 'pending' });
  });

  it('and a settle that race end it once, whoever is first', async () => {
    const ada = await userWith(10);
    const { activityId } = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
    );
    await overdue(activityId);
    const [, settled] = await Promise.all([
      tick('releaseExpiredHolds'),
      call('updateAIActivityStatus', { activityId, status: 'completed' }, ada),
    ]);
    expect(await balanceOf(ada)).toBe(settled.ok ? credits(8) : credits(10));
  });
});

describe('credits that expire', () => {
  it('are not spendable from that moment, and written off by the next run', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    const expiresAt = Date.now() + 3_600_000;
    const grant = {
      requestId: newRequestId(),
      userId: ada.userId,
      amountMicro: credits(5),
      type: 'bonus',
      reason: 'x',
      expiresAt,
    } as const;
    expect(await must('grantCreditsToUser', grant, admin)).toMatchObject({ creditsMicro: credits(15) });
    const past = Timestamp.fromMillis(Date.now() - 1);
    const user = db.doc(`users/${ada.userId}`);
    const expired = (lots: { source: string }[]) =>
      lots.map((lot) => (lot.source === 'bonus' ? { ...lot, expiresAt: past } : lot));
    await user.update({ grants: expired((await user.get()).get('grants')), nextExpiryAt: past });
    const ledger = await db.collection('credit_logs').where('userId', '==', ada.userId).get();
    for (const entry of ledger.docs) await entry.ref.update({ lots: expired(entry.get('lots')) });
    expect(await balanceOf(ada)).toBe(credits(10));
    await Promise.all([tick('expireGrants'), tick('expireGrants')]);
    expect((await user.get()).data()).toMatchObject({ creditsMicro: credits(10), nextExpiryAt: null });
    const { entries } = await must('getCreditLogs', {}, ada);
    expect(entries.filter(({ type }) => type === 'expiry')).toMatchObject([{ amountMicro: -credits(5) }]);
  });
});

describe('a generation that hangs', () => {
  const limits = db.doc('system_config/limits');
  let before: FirebaseFirestore.DocumentData | undefined;

  beforeAll(async () => {
    before = (await limits.get()).data();
    await limits.update({ 'holdSeconds.chat': 3, 'holdSeconds.video': 3 });
  });

  afterAll(async () => {
    if (before) await limits.set(before);
  });

  // A process of the emulator that has not served this user yet may still have the old limits for ten
  // seconds.
  it('is stopped before its deadline and costs what had come: a chat', async () => {
    const ada = await userWith(10);
    const request = {
      requestId: newRequestId(),
      aiType: 'chat',
      service: 'local-chat',
      prompt: '[hang] on',
    } as const;
    const stopped = await must('generate', { ...request, units: 20 }, ada, emulator);
    expect(stopped).toMatchObject({
      ...{ status: 'failed', error: { code: 'timed_out', message: expect.stringContaining('was charged') } },
      result: { text: expect.any(String) },
    });
    expect(stopped.chargedMicro).toBeGreaterThan(0);
    expect(stopped.chargedMicro).toBeLessThan(20_000);
    expect(await balanceOf(ada)).toBe(credits(10) - stopped.chargedMicro);
    expect((await must('getUserProfile', {}, ada)).heldMicro).toBe(0);
  });

  it('is stopped before its deadline and costs nothing where nothing had come: a video', async () => {
    const ada = await userWith(10);
    const request = {
      requestId: newRequestId(),
      aiType: 'video',
      service: 'local-video',
      prompt: '[hang] on',
    } as const;
    const stopped = await refusal('generate', { ...request, units: 1 }, ada, emulator);
    expect(stopped).toMatchObject({
      details: { reason: 'provider_failed' },
      message: expect.stringMatching(/too long.*Nothing was charged/),
    });
    expect(await balanceOf(ada)).toBe(credits(10));
    expect((await must('getUserProfile', {}, ada)).heldMicro).toBe(0);
  });
});
