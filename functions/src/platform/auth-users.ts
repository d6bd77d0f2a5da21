import { storableEmail, storableName } from '@tollgate/contract/common/person-names';
import { STAFF_CLAIM } from '@tollgate/contract/staff/roles';
import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { app } from './app.ts';

/**
 * What Authentication, or an event of it, says of somebody; its texts are as whoever wrote them left them.
 */
interface AccountRecord {
  uid: string;
  email?: string | undefined;
  emailVerified?: boolean | undefined;
  displayName?: string | undefined;
  providerData?: readonly unknown[] | undefined;
}

/** Whom an account stands for, with name and address as we store them. */
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

/** Looks a person up in Firebase Authentication, by uid or by email; `null` if nobody has signed up so. */
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

/** Sign-in providers that hand on only addresses which they have proven themselves. */
const PROVING_PROVIDERS = new Set(['google.com', 'apple.com']);

/** The addresses that an account has shown to be its owner's; none of an account that is gone. */
export async function provenEmailsOf(userId: string): Promise<string[]> {
  const found = await lookUp(userId, undefined);
  if (!found) return [];
  const { email, emailVerified, providerData } = found;
  const ofProviders = providerData
    .filter(({ providerId }) => PROVING_PROVIDERS.has(providerId))
    .map((provider) => provider.email);
  return [...(emailVerified ? [email] : []), ...ofProviders].flatMap((one) => one ?? []);
}

/** Whether an account is shut out in Authentication. Its tokens live on for up to an hour. */
export async function isDisabled(userId: string): Promise<boolean> {
  const found = await lookUp(userId, undefined);
  return found === null || found.disabled;
}

/**
 * A sign-in as far as a role depends on it: the claim as it is now, and whether it is shut out. `null`: it is
 * gone.
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
 * Sets our claim, or takes it away, which ends every session too. All others are the app's own, and stay;
 * where they leave no room for ours, nothing is set.
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

/** The name in Authentication, which the next tokens will say. */
export async function setAccountName(userId: string, displayName: string | null): Promise<void> {
  await getAuth(app()).updateUser(userId, { displayName });
}

/**
 * An account as it is now: of somebody without one, when they were last here. Their page fetches a new token
 * each hour, so that is to the hour. Whoever was never here, or has a claim, was made or marked by the app
 * itself, and is not ours to call a guest.
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

/** Removes an account from Authentication; one that is gone is as it should be. */
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
