import { storableEmail, storableName } from '@tollgate/contract/common/person-names';
import { STAFF_CLAIM } from '@tollgate/contract/staff/roles';
import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { app } from './app.ts';

/** A user as Authentication or one of its events describes them. Its texts are as people typed them. */
interface AccountRecord {
  uid: string;
  email?: string | undefined;
  emailVerified?: boolean | undefined;
  displayName?: string | undefined;
  providerData?: readonly unknown[] | undefined;
}

/** The user that an account stands for, with name and email as we store them. */
export const identityOf = ({
  uid,
  email,
  emailVerified = false,
  displayName,
  providerData = [],
}: AccountRecord) => ({
  userId: uid,
  email: storableEmail(email),
  displayName: storableName(displayName),
  country: null,
  isGuest: providerData.length === 0,
  isEmailVerified: emailVerified,
});

/** Finds a user in Firebase Authentication by uid or email; `null` if there is none. */
export async function findAccount({
  userId,
  email,
}: {
  userId?: string | undefined;
  email?: string | undefined;
}) {
  const found = await lookUp(userId, email);
  return found && identityOf(found);
}

/** Sign-in providers that only pass on addresses they have verified themselves. */
const PROVING_PROVIDERS = new Set(['google.com', 'apple.com']);

/** The addresses that an account has proven to own; empty if the account is gone. */
export async function provenEmailsOf(userId: string): Promise<string[]> {
  const found = await lookUp(userId, undefined);
  if (!found) return [];
  const { email, emailVerified, providerData } = found;
  const ofProviders = providerData
    .filter(({ providerId }) => PROVING_PROVIDERS.has(providerId))
    .map((provider) => provider.email);
  return [...(emailVerified ? [email] : []), ...ofProviders].flatMap((one) => one ?? []);
}

/** Whether an account is disabled in Authentication. Its tokens stay valid for up to an hour. */
export async function isDisabled(userId: string): Promise<boolean> {
  const found = await lookUp(userId, undefined);
  return found === null || found.disabled;
}

/**
 * The parts of an account that a role depends on: its current claim, and whether it is disabled. `null`: it
 * is gone.
 */
export async function findStaffAccount(
  userId: string,
): Promise<{ claim: string | null; isDisabled: boolean } | null> {
  const found = await lookUp(userId, undefined);
  if (!found) return null;
  const claim: unknown = found.customClaims?.[STAFF_CLAIM];
  return { claim: typeof claim === 'string' ? claim : null, isDisabled: found.disabled };
}

/**
 * Sets or removes our claim; removing it also ends every session. All other claims belong to the app and
 * stay. If they leave no room for ours, nothing is set.
 */
export async function setStaffClaim(userId: string, role: string | null): Promise<'set' | 'full'> {
  const { [STAFF_CLAIM]: _, ...others } = (await getAuth(app()).getUser(userId)).customClaims ?? {};
  const claims = role === null ? others : { ...others, [STAFF_CLAIM]: role };
  try {
    await getAuth(app()).setCustomUserClaims(userId, claims);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'auth/claims-too-large') return 'full';
    throw error;
  }
  if (role === null) await getAuth(app()).revokeRefreshTokens(userId);
  return 'set';
}

/** Sets the display name in Authentication, which new tokens will carry. */
export async function setAccountName(userId: string, displayName: string | null): Promise<void> {
  await getAuth(app()).updateUser(userId, { displayName });
}

/**
 * Whether an account is a guest's, and if so when they were last here, to the hour: their page fetches a new
 * token each hour. An account that was never used, or has claims, was made by the app itself and isn't
 * treated as a guest.
 */
export async function findGuest(
  userId: string,
): Promise<{ kind: 'member' } | { kind: 'gone' } | { kind: 'guest'; seenAt: number }> {
  const found = await lookUp(userId, undefined);
  if (!found) return { kind: 'gone' };
  const { providerData, email, phoneNumber, customClaims = {}, metadata } = found;
  const seen = [metadata.lastSignInTime, metadata.lastRefreshTime].flatMap((time) => (time ? [time] : []));
  const isSomebody = providerData.length > 0 || email || phoneNumber || Object.keys(customClaims).length > 0;
  if (isSomebody || seen.length === 0) return { kind: 'member' };
  return { kind: 'guest', seenAt: Math.max(...seen.map(Date.parse)) };
}

/** Deletes an account from Authentication; one that is gone already is fine. */
export async function removeAccount(userId: string): Promise<void> {
  try {
    await getAuth(app()).deleteUser(userId);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'auth/user-not-found')) throw error;
  }
}

async function lookUp(userId: string | undefined, email: string | undefined): Promise<UserRecord | null> {
  try {
    if (userId !== undefined) return await getAuth(app()).getUser(userId);
    return email === undefined ? null : await getAuth(app()).getUserByEmail(email);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'auth/user-not-found') return null;
    throw error;
  }
}
