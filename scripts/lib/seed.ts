import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { addressOf } from '@tollgate/contract/calls/table';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { App } from 'firebase-admin/app';
import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { giveRole } from './staff.ts';
import { type SuitePlan, webConfig } from './suite-files.ts';

export const DEMO_PASSWORD = 'tollgate-demo';
export const DEMO_USER = { email: 'ada@example.com', displayName: 'Ada Lovelace' };
export const DEMO_ADMIN = { email: 'admin@example.com', displayName: 'Grace Hopper' };
const DEMO_CREDITS = 200;

/**
 * Demo users for the emulators. Credits come as everybody's do: the welcome grant by `ensureUser`, more by an
 * admin's `grantCreditsToUser`, whose request id keeps a second seeding from giving them again.
 */
export async function seedDemo(app: App, plan: SuitePlan): Promise<void> {
  const [user, admin] = await Promise.all([ensureAccount(app, DEMO_USER), ensureAccount(app, DEMO_ADMIN)]);
  for (const { email } of [DEMO_USER, DEMO_ADMIN])
    await call(plan, 'ensureUser', await signIn(plan, email), {});
  await giveRole({ userId: admin.uid, account: admin }, 'admin');
  // A token carries the claims of the moment it was made.
  const adminToken = await signIn(plan, DEMO_ADMIN.email);
  await call(plan, 'grantCreditsToUser', adminToken, {
    requestId: 'demo-credits',
    userId: user.uid,
    amountMicro: DEMO_CREDITS * MICRO_PER_CREDIT,
    type: 'bonus',
    reason: 'Credits to try things out with',
  });
}

async function ensureAccount(app: App, person: typeof DEMO_USER): Promise<UserRecord> {
  try {
    return await getAuth(app).getUserByEmail(person.email);
  } catch {
    return getAuth(app).createUser({ ...person, password: DEMO_PASSWORD, emailVerified: true });
  }
}

async function signIn(plan: SuitePlan, email: string): Promise<string> {
  const { authEmulator, apiKey } = webConfig(plan);
  const address = `${authEmulator}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=${apiKey}`;
  const { idToken } = await post<{ idToken: string }>(
    address,
    {},
    { email, password: DEMO_PASSWORD, returnSecureToken: true },
  );
  return idToken;
}

async function call<N extends CallName>(
  plan: SuitePlan,
  name: N,
  token: string,
  data: CallInput<N>,
): Promise<CallOutputs[N]> {
  const address = `${webConfig(plan).functionsOrigin}/${plan.projectId}/us-central1/${addressOf(name)}`;
  const { result } = await post<{ result: CallOutputs[N] }>(
    address,
    { authorization: `Bearer ${token}` },
    { data },
  );
  return result;
}

async function post<T>(address: string, headers: Record<string, string>, body: unknown): Promise<T> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
