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
  const found = await lookUp(userId, email).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'auth/user-not-found') return null;
    throw error;
  });
  if (!found) return null;
  return {
    userId: found.uid,
    email: found.email ?? null,
    displayName: found.displayName ?? null,
    country: null,
    isGuest: found.providerData.length === 0,
  };
}

async function lookUp(userId: string | undefined, email: string | undefined): Promise<UserRecord | null> {
  if (userId !== undefined) return getAuth(app()).getUser(userId);
  return email === undefined ? null : getAuth(app()).getUserByEmail(email);
}
