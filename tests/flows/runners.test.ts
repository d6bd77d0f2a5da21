import { Timestamp } from 'firebase-admin/firestore';
import { describe, expect, it } from 'vitest';
import { cancel } from '../../functions/src/gate/cancel.ts';
import { end } from '../../functions/src/gate/end.ts';
import type { EndCommand } from '../../functions/src/gate/end-command.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import type { HoldCommand } from '../../functions/src/gate/hold-command.ts';
import { heartbeat, lease } from '../../functions/src/gate/progress.ts';
import {
  balanceOf,
  call,
  credits,
  db,
  emulator,
  instances,
  must,
  newRequestId,
  type Person,
  userWith,
} from './support.ts';

/** Runners that die or come twice, with the stores themselves in this process. */

const commandOf = (person: Person, leaseHolder: string | null): HoldCommand => ({
  userId: person.userId,
  requestId: newRequestId(),
  aiType: 'image',
  service: 'local-image',
  units: 2,
  runBy: 'server',
  leaseHolder,
  promptPreview: 'a hill',
  promptChars: 6,
  promptHash: 'hash',
  payloadHash: 'payload',
});

const completedBy = (holder: string): EndCommand => ({
  by: 'server',
  holder,
  status: 'completed',
  delivered: { usedUnits: 1, tokens: null, result: null },
});

describe('two deliveries of one job', () => {
  it('generate one after the other at most, and only the one with the lease settles', async () => {
    const ada = await userWith(10);
    const command = commandOf(ada, null);
    const activityId = `${ada.userId}.${command.requestId}`;
    await hold(command);
    expect(await lease(activityId, 'first')).toMatchObject({ kind: 'leased' });
    expect(await lease(activityId, 'second')).toMatchObject({ kind: 'taken' });
    const silent = { holder: 'first', expiresAt: Timestamp.fromMillis(Date.now() - 1) };
    await db.doc(`ai_activity/${activityId}`).update({ lease: silent });
    expect(await lease(activityId, 'second')).toMatchObject({ kind: 'leased' });
    expect(await heartbeat(activityId, 'first', 50)).toMatchObject({ kind: 'refusal' });
    expect(await end(activityId, completedBy('first'))).toMatchObject({ kind: 'refusal' });
    expect(await end(activityId, completedBy('second'))).toMatchObject({ chargedMicro: credits(1) });
    expect(await lease(activityId, 'third')).toMatchObject({ kind: 'ended' });
    expect(await balanceOf(ada)).toBe(credits(9));
  });

  it('of a video asked for five times at once make one video', async () => {
    const ada = await userWith(10);
    const wanted = { aiType: 'video', service: 'local-video', prompt: 'a harbour', units: 1 } as const;
    const request = { requestId: newRequestId(), ...wanted };
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => must('generate', request, ada, instances[index % 2])),
    );
    const made = { status: 'completed', chargedMicro: credits(5), creditsMicro: credits(5) };
    // One more than may wait on an instance was told at once that it still runs.
    const [waited, told] = [true, false].map((has) =>
      answers.filter(({ result }) => (result !== null) === has),
    );
    expect(waited?.length).toBeGreaterThanOrEqual(4);
    for (const answer of [...(waited ?? []), await must('generate', request, ada)])
      expect(answer).toMatchObject({ ...made, result: { mimeType: 'image/gif' } });
    for (const { activityId } of told ?? []) expect(activityId).toBe(`${ada.userId}.${request.requestId}`);
    expect(await balanceOf(ada)).toBe(credits(5));
  });
});

describe('a generation whose runner died', () => {
  it('is taken over by the same request once its lease has run out', async () => {
    const ada = await userWith(10);
    const wanted = { aiType: 'chat', service: 'local-chat', prompt: 'a harbour', units: 5 } as const;
    const request = { requestId: newRequestId(), ...wanted };
    const path = `ai_activity/${ada.userId}.${request.requestId}`;
    const finished = await must('generate', request, ada);
    expect(finished.status).toBe('completed');
    const activity = (await db.doc(path).get()).data() ?? {};
    const died = `${ada.userId}.${newRequestId()}`;
    const dead = { holder: 'dead', expiresAt: Timestamp.fromMillis(Date.now() - 1) };
    const command = {
      ...commandOf(ada, 'dead'),
      ...wanted,
      payloadHash: activity.payloadHash,
      requestId: died.split('.')[1] ?? '',
    };
    await hold(command);
    await db.doc(`ai_activity/${died}`).update({ lease: dead });
    const again = await must('generate', { ...request, requestId: command.requestId }, ada);
    expect(again).toMatchObject({ status: 'completed', chargedMicro: 5_000, activityId: died });
  });
});

describe('cancelling', () => {
  it('a video that waits in the queue costs nothing', async () => {
    const ada = await userWith(10);
    const command = { ...commandOf(ada, null), aiType: 'video', service: 'local-video' } as const;
    await hold(command);
    expect(await cancel(`${ada.userId}.${command.requestId}`)).toEqual({ kind: 'ended' });
    expect(await must('getUserProfile', {}, ada)).toMatchObject({ creditsMicro: credits(10), heldMicro: 0 });
  });

  it('a video that runs costs the seconds that were drawn', async () => {
    const ada = await userWith(100);
    const requestId = newRequestId();
    const activityId = `${ada.userId}.${requestId}`;
    const wanted = {
      aiType: 'video',
      service: 'local-video',
      prompt: 'a harbour [slow]',
      units: 10,
    } as const;
    const running = call('generate', { requestId, ...wanted }, ada, emulator);
    await new Promise<void>((resolve) => {
      const stop = db.doc(`ai_activity/${activityId}`).onSnapshot((snapshot) => {
        if ((snapshot.data()?.progress ?? 0) < 15) return;
        stop();
        resolve();
      });
    });
    const cancelled = await must('cancelActivity', { activityId }, ada, emulator);
    expect(cancelled.status).toBe('cancelled');
    expect(cancelled.chargedMicro).toBeGreaterThanOrEqual(credits(5));
    expect(cancelled.chargedMicro).toBeLessThan(credits(50));
    expect(await running).toMatchObject({
      ok: true,
      value: { result: { mimeType: 'image/gif' }, chargedMicro: cancelled.chargedMicro },
    });
    expect(await balanceOf(ada)).toBe(credits(100) - cancelled.chargedMicro);
  });
});
