import { randomUUID } from 'node:crypto';
import type { GenerateChunk } from '@tollgate/contract/activity/generation';
import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { addressOf, CALLS } from '@tollgate/contract/calls/table';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals/refusals';
import { STAFF_CLAIM } from '@tollgate/contract/staff/roles';
import { initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { type Firestore, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { loadFirestore } from '../../functions/src/platform/firestore.ts';

/** What the flows need to act as people do: signed in through Authentication, calling over HTTP. */

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the flows inside a stack: npm test`);
  return value;
}

export const project = setting('GCLOUD_PROJECT');
export const emulator = setting('FIREBASE_FUNCTIONS_EMULATOR_ORIGIN');
export const instances = setting('TOLLGATE_INSTANCES').split(',');
const authHost = setting('FIREBASE_AUTH_EMULATOR_HOST');

// As every way into the functions does, for the flows that run their code in this process.
await loadFirestore();

/**
 * Under a name of its own: the functions' code, where a test runs it in this process, has the default app.
 */
const app = initializeApp({ projectId: project }, 'flows');
export const db: Firestore = getFirestore(app);

export const credits = (amount: number): number => amount * MICRO_PER_CREDIT;

export interface Person {
  userId: string;
  email: string;
  token: string;
}

export const PASSWORD = 'correct horse battery';

async function identity(method: string, body: object): Promise<{ localId: string; idToken: string }> {
  const url = `http://${authHost}/identitytoolkit.googleapis.com/v1/accounts:${method}?key=demo`;
  const response = await fetch(url, {
    headers: { 'content-type': 'application/json' },
    method: 'POST',
    body: JSON.stringify({ ...body, returnSecureToken: true }),
  });
  if (!response.ok) throw new Error(`${method}: ${await response.text()}`);
  return response.json();
}

export const signUp = (name = 'user', displayName?: string): Promise<Person> =>
  signUpAs(`${name}-${randomUUID().slice(0, 8)}@example.com`, displayName);

export async function signUpAs(email: string, displayName?: string): Promise<Person> {
  const { localId, idToken } = await identity('signUp', { email, password: PASSWORD, displayName });
  return { userId: localId, email, token: idToken };
}

export async function signInAsGuest(): Promise<Person> {
  const { localId, idToken } = await identity('signUp', {});
  return { userId: localId, email: '', token: idToken };
}

/** A guest signs up: the same account, now with email and password. */
export async function linked(guest: Person): Promise<Person> {
  const email = `linked-${randomUUID().slice(0, 8)}@example.com`;
  await identity('update', { idToken: guest.token, email, password: PASSWORD });
  return refreshed({ ...guest, email });
}

/** Signs in again, for a token with the claims of now. */
export async function refreshed(person: Person): Promise<Person> {
  const { idToken } = await identity('signInWithPassword', { email: person.email, password: PASSWORD });
  return { ...person, token: idToken };
}

/** Somebody who came with a Google account. */
/** A new account, or that of a guest from then on. */
export async function signUpByGoogle(guest?: Person): Promise<Person> {
  const email = `google-${randomUUID().slice(0, 8)}@example.com`;
  const claims = JSON.stringify({ sub: randomUUID(), email, email_verified: true });
  const postBody = `providerId=google.com&id_token=${encodeURIComponent(claims)}`;
  const { localId, idToken } = await identity('signInWithIdp', {
    ...{ postBody, requestUri: 'http://127.0.0.1' },
    ...(guest ? { idToken: guest.token } : {}),
  });
  return { userId: localId, email, token: idToken };
}

/** The same token, of a sign-in so many seconds ago: the emulator's tokens are unsigned. */
export function signedInAgo(token: string, seconds: number): string {
  const [scheme, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
  const aged = { ...claims, auth_time: Math.floor(Date.now() / 1_000) - seconds };
  return [scheme, Buffer.from(JSON.stringify(aged)).toString('base64url'), signature].join('.');
}

/** Somebody has shown that mail reaches them: signed in again, with a token that says so. */
export async function verified(person: Person): Promise<Person> {
  await getAuth(app).updateUser(person.userId, { emailVerified: true });
  return refreshed(person);
}

export async function signUpStaff(role: 'admin' | 'moderator' = 'admin'): Promise<Person> {
  const person = await signUp(role);
  await getAuth(app).setCustomUserClaims(person.userId, { [STAFF_CLAIM]: role });
  const staff = { role, email: person.email, grantedBy: 'test', createdAt: Timestamp.now() };
  await db.doc(`staff/${person.userId}`).set(staff);
  return refreshed(person);
}

export interface CallError {
  status: number;
  code: string;
  message: string;
  details: RefusalDetails & { reason?: RefusalReason };
}

export type Answer<T> = { ok: true; value: T } | { ok: false; error: CallError };

interface CallOptions {
  origin?: string | undefined;
  headers?: Record<string, string>;
}

const isCall = (name: string): name is CallName => Object.hasOwn(CALLS, name);

/** Of a call by its name, or of whatever else is asked for. */
const urlOf = (name: string, origin = instances[0]) =>
  `${origin}/${project}/us-central1/${isCall(name) ? addressOf(name) : name}`;

const headersFor = (token: string | null) => ({
  'content-type': 'application/json',
  ...(token === null ? {} : { authorization: `Bearer ${token}` }),
});

/** Calls with whatever data, as an attacker may; `call` is the same for data of the right type. */
export async function callRaw(
  name: string,
  data: unknown,
  token: string | null,
  { origin, headers = {} }: CallOptions = {},
): Promise<Answer<Record<string, unknown>>> {
  const body = typeof data === 'string' ? data : JSON.stringify({ data });
  const response = await fetch(urlOf(name, origin), {
    method: 'POST',
    body,
    headers: { ...headersFor(token), ...headers },
  });
  const text = await response.text();
  const parsed = JSON.parse(text);
  if (parsed.error) {
    const { status: code, message, details = {} } = parsed.error;
    return { ok: false, error: { status: response.status, code, message, details } };
  }
  return { ok: true, value: parsed.result };
}

export function call<N extends CallName>(
  name: N,
  data: CallInput<N>,
  person: Person,
  origin?: string,
): Promise<Answer<CallOutputs[N]>> {
  // The answer is what the callable's own type says; the tests look at its fields.
  return callRaw(name, data, person.token, { origin }) as Promise<Answer<CallOutputs[N]>>;
}

/** Calls and expects an answer. */
export async function must<N extends CallName>(name: N, data: CallInput<N>, person: Person, origin?: string) {
  const answer = await call(name, data, person, origin);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** Calls and expects a refusal. */
export async function refusal<N extends CallName>(
  name: N,
  data: CallInput<N>,
  person: Person,
  origin?: string,
) {
  const answer = await call(name, data, person, origin);
  if (answer.ok) throw new Error(`${name} was not refused: ${JSON.stringify(answer.value)}`);
  return answer.error;
}

/** A streaming `generate`: hands each chunk on as it comes, resolves with the answer. */
export async function generateStreaming(
  data: CallInput<'generate'>,
  person: Person,
  onChunk: (chunk: GenerateChunk) => void,
  { origin, signal }: { origin?: string; signal?: AbortSignal } = {},
): Promise<Answer<CallOutputs['generate']>> {
  const response = await fetch(urlOf('generate', origin), {
    method: 'POST',
    body: JSON.stringify({ data }),
    headers: { ...headersFor(person.token), accept: 'text/event-stream' },
    signal: signal ?? null,
  });
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    rest += decoder.decode(bytes, { stream: true });
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      if (!event.startsWith('data: ')) continue;
      const { message, result, error } = JSON.parse(event.slice(6));
      if (message) onChunk(message);
      if (result) return { ok: true, value: result };
      if (error) {
        const { status: code, message: text, details = {} } = error;
        return { ok: false, error: { status: response.status, code, message: text, details } };
      }
    }
  }
  throw new Error('the stream ended without an answer');
}

let admin: Promise<Person> | undefined;

/** One admin for all flows of a file. */
export function theAdmin(): Promise<Person> {
  admin ??= signUpStaff('admin');
  return admin;
}

export const newRequestId = (): string => randomUUID();

/**
 * A new user with exactly that many credits: the welcome credits, and a grant or a spending that makes up for
 * the rest.
 */
export async function userWith(amount: number): Promise<Person> {
  const person = await signUp();
  const { creditsMicro } = await must('ensureUser', {}, person);
  const missing = credits(amount) - creditsMicro;
  if (missing > 0) {
    const grant = {
      userId: person.userId,
      amountMicro: missing,
      type: 'grant',
      reason: 'for the test',
    } as const;
    await must('grantCreditsToUser', { requestId: newRequestId(), ...grant }, await theAdmin());
  }
  for (let left = -missing; left > 0; left -= Math.min(left, credits(10))) {
    const images = Math.min(left, credits(10)) / credits(1);
    await runImages(person, images);
  }
  return person;
}

/** Spends whole credits: images that the app ran itself. */
async function runImages(person: Person, units: number): Promise<void> {
  const wanted = { aiType: 'image', service: 'dalle3', prompt: 'spent in preparation', units } as const;
  const { activityId } = await must(
    'validateAndDeductCredits',
    { requestId: newRequestId(), ...wanted },
    person,
  );
  await must('updateAIActivityStatus', { activityId, status: 'completed' }, person);
}

export const balanceOf = async (person: Person): Promise<number> =>
  (await must('getUserProfile', {}, person)).creditsMicro;

/** Everything that is stored about a person, to show that a refusal wrote nothing. */
export async function storedAbout({ userId }: Person): Promise<unknown> {
  const [user, activities, ledger] = await Promise.all([
    db.doc(`users/${userId}`).get(),
    db.collection('ai_activity').where('userId', '==', userId).get(),
    db.collection('credit_logs').where('userId', '==', userId).get(),
  ]);
  const dated = [...activities.docs, ...ledger.docs].map((document) => [
    document.id,
    document.updateTime.toMillis(),
  ]);
  return { user: user.data(), dated };
}
