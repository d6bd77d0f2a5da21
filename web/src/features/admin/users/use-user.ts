import { useEffect, useState } from 'react';
import { checkRole } from '../../../shared/account.ts';
import { admin } from '../shared/admin.ts';
import { type StoredUser, storedUser } from './stored-user.ts';

export type FollowedUser =
  | { kind: 'loading' }
  | { kind: 'failed'; why: string }
  | { kind: 'absent' }
  | StoredUser;

/** A user's document, as it changes. */
export function useUser(userId: string, attempt: number): FollowedUser {
  const [followed, setFollowed] = useState<FollowedUser>({ kind: 'loading' });
  // A new attempt listens anew.
  useEffect(() => {
    setFollowed({ kind: 'loading' });
    return admin().followOne(
      'users',
      userId,
      (user) => setFollowed(user ? storedUser(userId, user) : { kind: 'absent' }),
      (failure) => {
        setFollowed({ kind: 'failed', why: failure.message });
        if (failure.code === 'not_owner') void checkRole();
      },
    );
  }, [userId, attempt]);
  return followed;
}
