import { addCounts } from '@tollgate/contract/counts';
import { Timestamp } from 'firebase-admin/firestore';
import { afterEach, describe, expect, it } from 'vitest';
import { grant } from '../../functions/src/admin/store.ts';
import type { HoldCommand } from '../../functions/src/gate/decide.ts';
import type { EndCommand } from '../../functions/src/gate/decide-end.ts';
import { cancel, end, heartbeat, hold, lease } from '../../functions/src/gate/store.ts';
import { withSeam } from '../../functions/src/platform/rpc.ts';
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
  theAdmin,
  userWith,
} from './support.ts';
import { dayOf, usageOn } from './time.ts';

/** The stores themselves, in this process, so that the network between them and Firestore can fail at will. */

let restore = () => {};
afterEach(() => restore());

const unavailable = () => Object.assign(new Error('14 UNAVAILABLE: the line is gone'), { code: 14 });

/** Has `fault` happen to the next commit, and to no other. */
function onNextCommit(fault: <T>(run: () => Promise<T>) => Promise<T>): void {
  let isDue = true;
  restore = withSeam((trip, run) => {
    if (trip.kind !== 'commit' || !isDue) return run();
    isDue = false;
    return fault(run);
  });
}

const FAULTS = {
  'lands and its answer is lost': async (run) => {
    await run();
    throw unavailable();
  },
  'never arrives': async () => {
    throw unavailable();
  },
  'is sent twice': async (run) => {
    await run();
    return run();
  },
} satisfies Record<string, <T>(run: () => Promise<T>) => Promise<T>>;

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

describe.each(Object.entries(FAULTS))('a commit that %s', (_, fault) => {
  it('holds once, and whoever asked still has the lease', async () => {
    const ada = await userWith(10);
    onNextCommit(fault);
    const activity = await hold(commandOf(ada, 'me'));
    expect(activity).toMatchObject({ lease: { holder: 'me' }, heldMicro: credits(2) });
    expect(await must('getUserProfile', {}, ada)).toMatchObject({
      creditsMicro: credits(8),
      heldMicro: credits(2),
    });
  });

  it('settles once, with the answer that the first would have got', async () => {
    const ada = await userWith(10);
    const command = commandOf(ada, 'me');
    await hold(command);
    const before = await usageOn(dayOf(Date.now()));
    onNextCommit(fault);
    const ended = await end(`${ada.userId}.${command.requestId}`, completedBy('me'));
    const counted = {
      byTier: { free: { image: { ended: 1, chargedMicro: credits(1) } } },
      byStatus: { completed: 1 },
    };
    const after = await usageOn(dayOf(Date.now()));
    expect(addCounts({ byTier: before.byTier ?? {}, byStatus: before.byStatus ?? {} }, counted)).toEqual({
      byTier: after.byTier,
      byStatus: after.byStatus,
    });
    expect(ended).toMatchObject({ status: 'completed', chargedMicro: credits(1), creditsMicro: credits(9) });
    const { entries } = await must('getCreditLogs', {}, ada);
    expect(entries.filter(({ type }) => type === 'deduction')).toHaveLength(1);
    expect(await balanceOf(ada)).toBe(credits(9));
  });

  it('grants once', async () => {
    const [ada, admin] = [await userWith(10), await theAdmin()];
    const caller = {
      userId: admin.userId,
      email: admin.email,
      displayName: null,
      isGuest: false,
      country: null,
      staffClaim: 'admin',
      address: null,
    };
    onNextCommit(fault);
    const input = { requestId: newRequestId(), amountMicro: credits(5), type: 'bonus', reason: 'x' } as const;
    expect(await grant(ada.userId, input, caller)).toMatchObject({ creditsMicro: credits(15) });
    expect(await balanceOf(ada)).toBe(credits(15));
    const audit = await db.collection('admin_audit_logs').where('targetId', '==', ada.userId).get();
    expect(audit.size).toBe(1);
  });
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
    for (const { result, ...answer } of answers) {
      expect(answer).toMatchObject({
        status: 'completed',
        chargedMicro: credits(5),
        creditsMicro: credits(5),
      });
      expect(result?.mimeType).toBe('image/gif');
    }
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
