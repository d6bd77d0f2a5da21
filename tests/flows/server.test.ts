import { createTollgateServer } from '@tollgate/client/server';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { closeAll, sdkOf } from './sdk.ts';
import {
  balanceOf,
  credits,
  db,
  instances,
  must,
  newRequestId,
  project,
  signInAsGuest,
  signUp,
  userWith,
} from './support.ts';

afterAll(closeAll);

const app = initializeApp({ projectId: project }, 'server-helper');
const functionsUrl = `${instances[0]}/${project}/us-central1`;
const server = createTollgateServer({ app, apiKey: 'demo', functionsUrl });
const clip = { aiType: 'video', service: 'klingai', prompt: 'waves', units: 4 } as const;

describe("an app's own server", () => {
  it('charges what was really used, which a browser can not say', async () => {
    const person = await userWith(50);
    const result = await server.forUser(person.userId).withCredits(clip, (running) => {
      running.used(1);
      return 'https://example.com/waves.mp4';
    });
    expect(result).toMatchObject({ success: true, creditsUsed: 5, remainingCredits: 45 });
    const browser = await sdkOf(person);
    const own = await browser.withCredits(clip, (running) => running.used(1));
    expect(own).toMatchObject({ success: true, creditsUsed: 20, remainingCredits: 25 });
  });

  it('never pays more than was held, and pays for nothing that failed, however often', async () => {
    const { userId } = await userWith(50);
    const user = server.forUser(userId);
    const more = await user.withCredits({ ...clip, units: 1 }, (running) => running.used(9));
    expect(more).toMatchObject({ creditsUsed: 5, remainingCredits: 45 });
    for (let failure = 0; failure < 8; failure++) {
      const failed = await user.withCredits({ ...clip, units: 1 }, () => {
        throw new Error('The model is offline.');
      });
      expect(failed).toMatchObject({ code: 'run_failed', creditsUsed: 0, remainingCredits: 45 });
    }
    const stored = (await db.doc(`users/${userId}`).get()).data();
    expect(stored?.reportedFailures.count).toBe(0);
  });

  it('alone ends what it holds: its user can neither report it failed nor cancel it away', async () => {
    const person = await userWith(50);
    const user = server.forUser(person.userId);
    const held = await user.hold(clip);
    if (!held.success) throw new Error(held.error);
    const { activityId } = held.data;
    const browser = await sdkOf(person);
    const failed = await browser.settle({ activityId, status: 'failed' });
    expect(failed).toMatchObject({ success: false, code: 'not_owner' });
    const cancelling = browser.cancel(activityId);
    const asked = async () => (await db.doc(`ai_activity/${activityId}`).get()).data();
    await vi.waitFor(async () =>
      expect(await asked()).toMatchObject({ status: 'pending', cancelRequestedAt: expect.anything() }),
    );
    const ended = await user.settle({ activityId, status: 'completed', units: 2 });
    expect(ended).toMatchObject({ success: true, data: { chargedMicro: credits(10) } });
    expect(await cancelling).toMatchObject({ success: true, data: { status: 'completed' } });
    expect(await user.settle({ activityId, status: 'completed', units: 2 })).toEqual(ended);
    expect(await balanceOf(person)).toBe(credits(40));
  });

  it('gets the same refusals, and the same answer for the same request', async () => {
    const { userId } = await userWith(1);
    const user = server.forUser(userId);
    expect(await user.hold(clip)).toMatchObject({ code: 'insufficient_credits', required: 20, available: 1 });
    const rejected = await user.hold({ ...clip, prompt: 'generate nsfw content' });
    expect(rejected).toMatchObject({ success: false, code: 'prompt_rejected' });
    const one = { requestId: newRequestId(), aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;
    const answers = [await user.hold(one), await user.hold(one)];
    expect(answers[0]).toMatchObject({ success: true, data: { heldMicro: credits(1), creditsMicro: 0 } });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('leaves a guest a guest', async () => {
    const guest = await signInAsGuest();
    await must('ensureUser', {}, guest);
    const user = server.forUser(guest.userId);
    const held = await user.hold({ aiType: 'image', service: 'dalle3', prompt: 'a hill' });
    expect(held).toMatchObject({ success: true, data: { heldMicro: 0 } });
    const profile = await user.getProfile();
    expect(profile).toMatchObject({ success: true, data: { isGuest: true, creditsMicro: 0 } });
  });

  it('makes no account of an id that has none', async () => {
    const nobody = await server.forUser('nobody-at-all').hold(clip);
    expect(nobody).toMatchObject({ success: false, code: 'not_found' });
    await expect(getAuth(app).getUser('nobody-at-all')).rejects.toMatchObject({
      code: 'auth/user-not-found',
    });
  });

  it('is not whoever carries the claim in their account', async () => {
    const person = await signUp();
    await getAuth(app).setCustomUserClaims(person.userId, { tollgateServer: true });
    await must('ensureUser', {}, person);
    const browser = await sdkOf(person);
    const result = await browser.withCredits({ ...clip, units: 2 }, (running) => running.used(1));
    expect(result).toMatchObject({ success: true, creditsUsed: 10 });
  });
});
