import { getAuth, type UserRecord } from 'firebase-admin/auth';
import { app } from './app.ts';

/** Looks a person up in Firebase Authentication, by uid or by email; `null` if nobody has signed up so. */
export async function findAccount({
  userId,
  email,
}: {
  userId?: string | undefined;
  email?: string | undefined;
}) {
  const found = await lookUp(userId, email);
  if (!found) return null;
  return {
    userId: found.uid,
    email: found.email ?? null,
    displayName: found.displayName ?? null,
    country: null,
    isGuest: found.providerData.length === 0,
    isEmailVerified: found.emailVerified,
  };
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

/** The claim `role` of an account as it is now; `null` without one, or without the account. */
export async function roleClaimOf(userId: string): Promise<string | null> {
  const role: unknown = (await lookUp(userId, undefined))?.customClaims?.role;
  return typeof role === 'string' ? role : null;
}

/** Sets the claim `role`, or takes it away, which ends every session too. Other claims stay. */
export async function setRoleClaim(userId: string, role: string | null): Promise<void> {
  const { role: _, ...others } = (await getAuth(app()).getUser(userId)).customClaims ?? {};
  await getAuth(app()).setCustomUserClaims(userId, role === null ? others : { ...others, role });
  if (role === null) await getAuth(app()).revokeRefreshTokens(userId);
}

/** The name in Authentication, which the next tokens will say. */
export async function setAccountName(userId: string, displayName: string | null): Promise<void> {
  await getAuth(app()).updateUser(userId, { displayName });
}

/**
 * An account as it is now: of somebody without one, when they were last here. Their page fetches a new token each hour, so that is to
 * the hour. Whoever was never here, or has a claim, was made or marked by the app itself, and is not ours to call a guest.
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
