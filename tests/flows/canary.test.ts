import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import { studio } from '@tollgate/contract/config/presets/studio';
import { JOB_NAMES } from '@tollgate/contract/operations/jobs';
import { beforeAll, expect, it } from 'vitest';
import { ask } from './http.ts';
import {
  callRaw,
  db,
  emulator,
  instances,
  must,
  newRequestId,
  type Person,
  signUp,
  theAdmin,
} from './support.ts';
import { tick } from './time.ts';

/**
 * Private words go in through every callable, in calls that succeed, are refused and fail; then all that the
 * stack has written is searched for them. The functions emulator has a log of its own and starts a process
 * for each function: it gets a few of them.
 */
const mark = randomUUID().slice(0, 8);
/** The first 80 characters of a prompt may be shown to admins; nothing of it belongs in a log. */
const SHOWN = `heron${mark}`;
const HIDDEN = `kingfisher${mark}`;
const PROMPT = `a ${SHOWN} ${'at the water '.repeat(7)} and a ${HIDDEN}`;
const NAME = `Nightjar${mark}`;
const ADDRESS = '198.51.100.213';
const BLOCKED = '192.0.2.119';
const NETWORK = '2001:db8:cafe:77';
const REASON = `Bittern${mark}`;
const SECRET = newApiSecret();

let ada: Person;
let admin: Person;

beforeAll(async () => {
  [ada, admin] = await Promise.all([signUp(`canary${mark}`, NAME), theAdmin()]);
});

const generation = (aiType: 'image' | 'video' | 'voice' | 'chat', words = '') => ({
  requestId: newRequestId(),
  aiType,
  service: `local-${aiType}`,
  prompt: `${PROMPT} ${words}`,
  units: 1,
});

/** Inputs for every callable; a new one can't be forgotten, the type would not be whole. */
function inputs(activityId: string): { [N in CallName]: CallInput<N>[] } {
  const appRun = { ...generation('image'), service: 'dalle3' };
  return {
    ensureUser: [{}],
    getUserProfile: [{}],
    generate: [
      generation('image'),
      generation('voice'),
      generation('chat'),
      generation('video'),
      generation('chat', '[fail]'),
      { ...generation('image'), prompt: `a weapon ${PROMPT}` },
      { ...generation('image'), service: PROMPT.slice(0, 40) },
    ],
    validateAndDeductCredits: [appRun, { ...appRun, units: 2 }],
    updateAIActivityStatus: [
      { activityId, status: 'processing', progress: 10 },
      { activityId, status: 'failed', errorMessage: 'the line broke' },
      { activityId: `${activityId} ${HIDDEN}`, status: 'completed' },
    ],
    cancelActivity: [{ activityId }],
    canPerform: [{ aiType: 'image', service: PROMPT.slice(0, 40) }],
    getActivity: [{ activityId }],
    getResult: [{ activityId }],
    getCreditLogs: [{}, { userId: 'somebody else' }],
    setSpendingLimit: [{ dayMicro: null, monthMicro: 1_000_000_000 }],
    getUsage: [{}],
    updateProfile: [{ displayName: NAME }],
    createCheckout: [
      { requestId: newRequestId(), packId: 'starter', returnUrl: `http://127.0.0.1/${HIDDEN}` },
    ],
    markNoticesRead: [{ upTo: 1 }],
    createApiKey: [{ secret: SECRET, name: 'a key' }],
    listApiKeys: [{}],
    revokeApiKey: [{ keyId: HIDDEN }],
    revokeUserApiKeys: [{ email: `${HIDDEN}@example.com`, reason: REASON }],
    exportData: [{}, { cursor: `credit_logs/${HIDDEN}` }],
    // What it would do is the last thing that anybody does: only that it is asked is tried here.
    deleteAccount: [],
    grantCreditsToUser: [
      { requestId: newRequestId(), email: ada.email, amountMicro: 5, type: 'bonus', reason: 'x' },
      {
        requestId: newRequestId(),
        email: `${HIDDEN}@example.com`,
        amountMicro: 5,
        type: 'bonus',
        reason: 'x',
      },
    ],
    updateCreditConfiguration: [{ expectedVersion: 99, config: studio.credit_config }],
    removeCreditsFromUser: [{ requestId: newRequestId(), email: ada.email, amountMicro: 1, reason: REASON }],
    refundActivity: [{ requestId: newRequestId(), activityId, reason: REASON }],
    undoCreditEntry: [{ entryId: HIDDEN, reason: REASON }],
    setUserTier: [{ email: ada.email, tier: 'basic', reason: REASON }],
    resetUserLimits: [{ email: ada.email, reason: REASON }],
    addUserNote: [{ requestId: newRequestId(), userId: ada.userId, note: REASON }],
    setStaffRole: [{ email: ada.email, role: null, reason: REASON }],
    getAbuseRecords: [{}, { state: 'resolved' }],
    getSettings: [{}],
    resolveAbuse: [{ recordId: HIDDEN, resolution: 'confirmed', reason: REASON }],
    reconcileUser: [{ userId: ada.userId }, { email: `${HIDDEN}@example.com` }],
    setUserStatus: [{ email: ada.email, status: 'active', reason: REASON }],
    setAddressBlock: [
      { address: BLOCKED, blocked: true, reason: REASON },
      { address: `${BLOCKED}/4`, blocked: true, reason: REASON },
      { address: BLOCKED, blocked: false, reason: REASON },
    ],
  };
}

const forged = (token: string) => `${token.slice(0, -2)}x`;

/**
 * The same words through the HTTP API, with a key and with a token, in calls that are answered and refused.
 */
async function driveHttp(): Promise<string> {
  const { key } = await must('createApiKey', { secret: newApiSecret(), name: 'a key' }, ada);
  const headers = { 'x-forwarded-for': `${NETWORK}::5, ${ADDRESS}` };
  const { requestId: _, ...chat } = generation('chat');
  for (const credential of [key, ada.token, forged(ada.token), `${key.slice(0, -2)}xx`]) {
    await ask(credential, '/v1/balance', { headers });
    await ask(credential, `/v1/history?cursor=${HIDDEN}`, { headers });
    await ask(credential, `/v1/generations/${HIDDEN}`, { headers });
    await ask(credential, '/v1/generations', { body: chat, headers });
    await ask(credential, '/v1/generations', { body: { ...chat, prompt: `${PROMPT} [fail]` }, headers });
    await ask(credential, '/v1/holds', { body: { ...chat, [HIDDEN]: PROMPT }, headers });
    await ask(credential, '/v1/holds', { body: chat, key: `${HIDDEN} ${key}`, headers });
    await ask(credential, '/v1/holds', { body: `{"prompt": ${PROMPT}`, headers }).catch(() => null);
  }
  return key;
}

const THROUGH_EMULATOR: readonly string[] = [
  'generate',
  'updateProfile',
  'grantCreditsToUser',
] satisfies CallName[];

async function drive(origin: string, people: Person[], names?: readonly string[]): Promise<void> {
  const headers = { 'x-forwarded-for': `${NETWORK}::5, ${ADDRESS}` };
  const held = await callRaw(
    'validateAndDeductCredits',
    { ...generation('image'), service: 'dalle3' },
    ada.token,
    { origin, headers },
  );
  const activityId = held.ok ? String(held.value.activityId) : `${ada.userId}.none`;
  for (const [name, all] of Object.entries(inputs(activityId))) {
    if (names && !names.includes(name)) continue;
    for (const input of all) {
      for (const { token } of people) await callRaw(name, input, token, { origin, headers });
    }
    await callRaw(name, { ...all[0], [HIDDEN]: PROMPT }, ada.token, { origin, headers });
    await callRaw(name, all[0] ?? {}, forged(ada.token), { origin, headers });
    await callRaw(name, `{"data": ${PROMPT}`, ada.token, { origin, headers }).catch(() => null);
  }
}

/** firebase-tools writes down the events that its emulators send each other, a sign-up's with its person. */
const EMULATORS_OWN = 'firebase-debug.log';

/** All that the emulators and the instances have said. */
function logs(): { name: string; text: string }[] {
  const directory = path.dirname(process.env.TOLLGATE_STACK_LOG ?? '');
  return fs
    .readdirSync(directory)
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ name, text: fs.readFileSync(path.join(directory, name), 'utf8') }));
}

async function* documents(
  collections: FirebaseFirestore.CollectionReference[],
): AsyncGenerator<{ path: string; text: string }> {
  for (const collection of collections) {
    for (const document of (await collection.get()).docs) {
      yield { path: document.ref.path, text: JSON.stringify(document.data()) };
      yield* documents(await document.ref.listCollections());
    }
  }
}

it('no log has a word of a prompt, a token, a name or an address, and no document what it need not', async () => {
  await drive(instances[0] ?? '', [ada, admin]);
  const key = await driveHttp();
  await drive(emulator, [ada, admin], THROUGH_EMULATOR);
  for (const name of JOB_NAMES) await tick(name);
  const tokens = [ada, admin].flatMap(({ token }) => [token, token.split('.')[1] ?? token]);
  tokens.push(SECRET, key, key.slice(4, -11));
  const people = [NAME, ada.email, admin.email];
  const unsaid = [SHOWN, HIDDEN, REASON, ADDRESS, NETWORK, BLOCKED, ...people, ...tokens];
  const said = logs();
  // A refusal is found by its request, what was let in by its activity.
  const line = (call: string, field: string) => new RegExp(`"call":"${call}".*"${field}":"[\\w.-]+"`);
  expect(said.some(({ text }) => line('generate', 'requestId').test(text))).toBe(true);
  expect(said.some(({ text }) => line('generate', 'activityId').test(text))).toBe(true);
  const leaks = said.flatMap(({ name, text }) =>
    unsaid
      .filter((word) => text.includes(word) && !(name === EMULATORS_OWN && people.includes(word)))
      .map((word) => `${name}: ${word}`),
  );
  expect(leaks).toEqual([]);
  const unkept = [HIDDEN, ADDRESS, NETWORK, ...tokens];
  let shown = 0;
  const stored: string[] = [];
  for await (const { path: where, text } of documents(await db.listCollections())) {
    if (text.includes(SHOWN)) shown++;
    stored.push(...unkept.filter((word) => text.includes(word)).map((word) => `${where}: ${word}`));
  }
  // The search does find what is there: the previews.
  expect(shown).toBeGreaterThan(0);
  expect(stored).toEqual([]);
}, 300_000);
