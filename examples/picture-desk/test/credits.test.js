import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fakeFirebase } from './server.js';

const firebase = fakeFirebase(2);
// Firebase's packages take `fetch` as it is when they are loaded.
globalThis.fetch = firebase.answer;
globalThis.navigator ??= { language: 'en' };

const { deleteApp, initializeApp } = await import('firebase/app');
const { getAuth, signInWithEmailAndPassword } = await import('firebase/auth');
const { connectFirestoreEmulator, getFirestore } = await import('firebase/firestore');
const { openCredits, paidPicture } = await import('../built/credits.js');

let app;
before(async () => {
  app = initializeApp({ projectId: 'demo-picture-desk', apiKey: 'demo' });
  // Nobody is there: what follows the database waits, as it does for somebody without a connection.
  connectFirestoreEmulator(getFirestore(app), '127.0.0.1', 9);
  await signInWithEmailAndPassword(getAuth(app), 'ada@example.com', 'anything');
  await openCredits(app, () => undefined);
});
after(() => deleteApp(app));

test('a picture is paid for', async () => {
  const result = await paidPicture('Hills in the morning');
  assert.equal(result.success, true);
  assert.match(result.data, /^data:image\/svg\+xml/);
  assert.deepEqual([result.creditsUsed, result.remainingCredits], [1, 1]);
});

test('a picture that fails costs nothing', async () => {
  const result = await paidPicture('Hills [fail]');
  assert.equal(result.code, 'run_failed');
  assert.deepEqual([result.creditsUsed, result.remainingCredits], [0, 1]);
  // The person reads a sentence; what was thrown is for the app.
  assert.equal(result.error, 'The generation failed. Try again.');
  assert.equal(result.cause.message, 'The brush broke.');
});

test('without credits nothing is drawn, and the person is told why', async () => {
  await paidPicture('The last one');
  const drawn = firebase.state.calls.length;
  const result = await paidPicture('One too many');
  assert.equal(result.code, 'insufficient_credits');
  assert.deepEqual([result.required, result.available], [1, 0]);
  assert.match(result.error, /costs 1 and you have 0/);
  assert.deepEqual(firebase.state.calls.slice(drawn), ['validateAndDeductCredits']);
});

test('Tollgate is in one file of under thirty lines', () => {
  const lines = readFileSync(new URL('../src/credits.ts', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  assert.ok(lines.length < 30, `${lines.length} lines`);
});
