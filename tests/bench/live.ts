import { randomUUID } from 'node:crypto';
import { createTollgate, type LiveActivity } from '@tollgate/client';
import { initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, signInWithCustomToken } from 'firebase/auth';
import { connectFirestoreEmulator, getFirestore } from 'firebase/firestore';
import { getAuth as adminAuth } from 'firebase-admin/auth';
import { end } from '../../functions/src/gate/end.ts';
import { app } from '../../functions/src/platform/app.ts';
import { db } from '../../functions/src/platform/firestore.ts';
import { type Row, row } from './measure.ts';
import { accepted, completed, userWith } from './people.ts';
import { type Person, post, signedInWith } from './signed-in.ts';

const STORED = 120;
const GENERATIONS = 20;

/** P7: the SDK's own listener, as an admin's live page attaches it, while somebody generates. */
export async function liveView(): Promise<Row[]> {
  const admin = await signedInWith(1, { tollgateRole: 'admin' });
  await db().doc(`staff/${admin.userId}`).set({ role: 'admin', createdAt: new Date() });
  // Of several people: one alone may not generate so much in an hour.
  for (let stored = 0; stored < STORED; stored += 40) {
    const somebody = await userWith(40);
    await Promise.all(Array.from({ length: 40 }, () => accepted(somebody)));
  }
  const userId = await userWith(GENERATIONS);
  const view = await attach(admin);
  const initial = view.latest().length;
  const before = view.snapshots();
  for (let generation = 0; generation < GENERATIONS; generation++) {
    const requestId = randomUUID();
    const activityId = `${userId}.${requestId}`;
    await accepted(userId, requestId);
    await view.until(activityId, 'processing');
    await end(activityId, completed);
    await view.until(activityId, 'completed');
  }
  const perChange = (view.snapshots() - before) / (2 * GENERATIONS);
  view.detach();
  const { writes, seconds } = await progressOfChat();
  const rate = writes / seconds;
  return [
    row('P7', `documents at first, of ${STORED} or more`, '≤100', String(initial), initial <= 100, 'count'),
    row('P7', 'snapshots per change of state', '1', perChange.toFixed(2), perChange === 1, 'count'),
    row(
      'P7',
      'progress writes of a chat that streams 25 tokens a second',
      '≤1 a second',
      `${rate.toFixed(2)} a second (${writes} in ${seconds.toFixed(1)} s)`,
      rate <= 1,
      'count',
    ),
  ];
}

async function attach(admin: Person) {
  const browser = initializeApp({ projectId: process.env.GCLOUD_PROJECT ?? '', apiKey: 'demo' }, 'browser');
  const [host = '', port = ''] = (process.env.FIRESTORE_EMULATOR_HOST ?? '').split(':');
  connectFirestoreEmulator(getFirestore(browser), host, Number(port));
  const auth = getAuth(browser);
  connectAuthEmulator(auth, `http://${process.env.FIREBASE_AUTH_EMULATOR_HOST}`, { disableWarnings: true });
  await signInWithCustomToken(auth, await adminAuth(app()).createCustomToken(admin.userId));
  let latest: LiveActivity[] = [];
  let snapshots = 0;
  let told = () => {};
  const detach = await new Promise<() => void>((resolve, reject) => {
    const stop = createTollgate({ app: browser }).subscribeToAIActivity(
      (activities, { changed, fromCache }) => {
        latest = activities;
        if (changed > 0) snapshots++;
        told();
        if (!fromCache) resolve(() => stop());
      },
      100,
      (failure) => reject(new Error(failure.message)),
    );
  });
  return {
    detach,
    latest: () => latest,
    snapshots: () => snapshots,
    /** Resolves once the view shows the activity so. */
    until: (activityId: string, status: LiveActivity['status']) =>
      new Promise<void>((resolve) => {
        told = () => {
          if (latest.some((shown) => shown.activityId === activityId && shown.status === status)) resolve();
        };
        told();
      }),
  };
}

/** Generates a chat over HTTP, and counts the writes of its activity between its first and its last. */
async function progressOfChat(): Promise<{ writes: number; seconds: number }> {
  const person = await signedInWith(10);
  const requestId = randomUUID();
  const shown = new Set<number>();
  let times = { startedAtMs: 0, endedAtMs: 0 };
  const stop = db()
    .doc(`ai_activity/${person.userId}.${requestId}`)
    .onSnapshot((snapshot) => {
      if (!snapshot.exists) return;
      if (snapshot.get('status') === 'processing' && snapshot.get('progress') > 0)
        shown.add(snapshot.get('progress'));
      const [startedAt, endedAt] = [snapshot.get('startedAt'), snapshot.get('endedAt')];
      if (endedAt) times = { startedAtMs: startedAt.toMillis(), endedAtMs: endedAt.toMillis() };
    });
  const [origin = ''] = (process.env.TOLLGATE_INSTANCES ?? '').split(',');
  const request = { requestId, aiType: 'chat', service: 'local-chat', prompt: PROMPT, units: 200 } as const;
  const { status } = await post(origin, 'generate', request, person);
  stop();
  if (status !== 200) throw new Error(`the chat was answered ${status}`);
  return { writes: shown.size, seconds: (times.endedAtMs - times.startedAtMs) / 1_000 };
}

/** Its answer is one of the local provider's longer ones. */
const PROMPT = 'a train at night';
