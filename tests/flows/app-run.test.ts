import { describe, expect, it } from 'vitest';
import {
  balanceOf,
  call,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refusal,
  signUp,
  userWith,
} from './support.ts';

const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units: 2 } as const;

const hold = (person: Person, requestId = newRequestId()) =>
  must('validateAndDeductCredits', { requestId, ...wanted }, person);

async function status(activityId: string) {
  const snapshot = await db.doc(`ai_activity/${activityId}`).get();
  return snapshot.data()?.status;
}

describe('an app that generates by itself', () => {
  it('holds first, then is charged when it reports that it is done', async () => {
    const ada = await userWith(10);
    const held = await hold(ada);
    expect(held).toMatchObject({
      status: 'pending',
      heldMicro: credits(2),
      creditsMicro: credits(8),
      priceVersion: expect.any(Number),
    });
    expect(held.expiresAt).toBeGreaterThan(Date.now());
    expect(await must('getUserProfile', {}, ada)).toMatchObject({
      creditsMicro: credits(8),
      heldMicro: credits(2),
    });
    const { activityId } = held;
    await must('updateAIActivityStatus', { activityId, status: 'processing', progress: 40 }, ada);
    expect(await status(activityId)).toBe('processing');
    const end = { activityId, status: 'completed', resultUrl: 'https://example.com/hill.png' } as const;
    const ended = await must('updateAIActivityStatus', end, ada);
    expect(ended).toEqual({
      activityId,
      status: 'completed',
      chargedMicro: credits(2),
      creditsMicro: credits(8),
    });
    expect(await must('updateAIActivityStatus', end, ada, instances[1])).toEqual(ended);
    expect(await must('getResult', { activityId }, ada)).toMatchObject({ result: { url: end.resultUrl } });
    const profile = await must('getUserProfile', {}, ada);
    expect(profile).toMatchObject({
      heldMicro: 0,
      usage: { lifetime: { generations: 1, spentMicro: credits(2) } },
    });
  });

  it('gets its credits back when it reports a failure, once', async () => {
    const ada = await userWith(10);
    const { activityId } = await hold(ada);
    const failed = { activityId, status: 'failed', errorMessage: 'the model was busy' } as const;
    const ended = await must('updateAIActivityStatus', failed, ada);
    expect(ended).toMatchObject({ chargedMicro: 0, creditsMicro: credits(10) });
    expect(await must('updateAIActivityStatus', failed, ada)).toEqual(ended);
    expect(await refusal('updateAIActivityStatus', { activityId, status: 'completed' }, ada)).toMatchObject({
      code: 'FAILED_PRECONDITION',
      details: { reason: 'activity_ended' },
    });
    expect(await refusal('updateAIActivityStatus', { activityId, status: 'processing' }, ada)).toMatchObject({
      details: { reason: 'activity_ended' },
    });
    expect(await balanceOf(ada)).toBe(credits(10));
  });

  it('ends once when both ends come at the same time from two instances', async () => {
    const ada = await userWith(10);
    const { activityId } = await hold(ada);
    const [done, failed] = await Promise.all([
      call('updateAIActivityStatus', { activityId, status: 'completed' }, ada, instances[0]),
      call('updateAIActivityStatus', { activityId, status: 'failed' }, ada, instances[1]),
    ]);
    expect([done.ok, failed.ok].filter(Boolean)).toHaveLength(1);
    const winner = done.ok ? done : failed;
    expect(winner.ok && winner.value.creditsMicro).toBe(await balanceOf(ada));
  });

  it('pays for failures beyond the daily limit, and leaves an abuse record', async () => {
    const ada = await userWith(30);
    for (let failure = 0; failure < 10; failure++) {
      const { activityId } = await hold(ada);
      const end = await must('updateAIActivityStatus', { activityId, status: 'failed' }, ada);
      expect(end.chargedMicro).toBe(0);
    }
    const { activityId } = await hold(ada);
    expect(await must('updateAIActivityStatus', { activityId, status: 'failed' }, ada)).toMatchObject({
      chargedMicro: credits(2),
    });
    const abuse = await db.collection('abuse_detection').where('userId', '==', ada.userId).get();
    expect(abuse.docs.map((record) => record.data())).toMatchObject([
      { type: 'suspicious_activity', activityId },
    ]);
  });

  it('can be cancelled', async () => {
    const ada = await userWith(10);
    const { activityId } = await hold(ada);
    expect(await must('cancelActivity', { activityId }, ada)).toMatchObject({
      status: 'cancelled',
      chargedMicro: 0,
    });
    expect(await balanceOf(ada)).toBe(credits(10));
  });

  it('holds once for the same request, 20 at once over two instances', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        must('validateAndDeductCredits', { requestId, ...wanted }, ada, instances[index % 2]),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await must('getUserProfile', {}, ada)).toMatchObject({
      creditsMicro: credits(8),
      heldMicro: credits(2),
    });
  });

  it('overspends nothing with many different requests at once', async () => {
    const ada = await userWith(10);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        call('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, ada, instances[index % 2]),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5);
    for (const answer of answers)
      if (!answer.ok) expect(answer.error.details.reason).toBe('insufficient_credits');
    expect(await must('getUserProfile', {}, ada)).toMatchObject({ creditsMicro: 0, heldMicro: credits(10) });
  });

  it('is nobody else’s to end', async () => {
    const [ada, mallory] = [await userWith(10), await signUp('mallory')];
    const { activityId } = await hold(ada);
    for (const attempt of [
      refusal('updateAIActivityStatus', { activityId, status: 'failed' }, mallory),
      refusal('cancelActivity', { activityId }, mallory),
      refusal('getResult', { activityId }, mallory),
    ]) {
      expect(await attempt).toMatchObject({ code: 'PERMISSION_DENIED', details: { reason: 'not_owner' } });
    }
    expect(await status(activityId)).toBe('pending');
    expect(await refusal('cancelActivity', { activityId: `${ada.userId}.never` }, ada)).toMatchObject({
      details: { reason: 'not_found' },
    });
  });

  it('can’t end what the server runs', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    const activityId = `${ada.userId}.${requestId}`;
    const chat = { aiType: 'chat', service: 'local-chat', prompt: '[hang] on', units: 20 } as const;
    const running = call('generate', { requestId, ...chat }, ada);
    await new Promise<void>((resolve) => {
      const stop = db.doc(`ai_activity/${activityId}`).onSnapshot((snapshot) => {
        if (!snapshot.exists) return;
        stop();
        resolve();
      });
    });
    expect(await refusal('updateAIActivityStatus', { activityId, status: 'failed' }, ada)).toMatchObject({
      details: { reason: 'not_owner' },
    });
    await must('cancelActivity', { activityId }, ada);
    expect((await running).ok).toBe(true);
  });
});
