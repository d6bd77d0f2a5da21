import { type Answer, type Balance, balanceOf, type StaffRole, type UserProfile } from '@tollgate/client';
import { GuestLeft } from '@tollgate/client/guest-left';
import { create } from 'zustand';
import { tollgate } from './sdk.ts';
import { roleClaim, whenUserGoes } from './session.ts';

/** What the signed-in user has and may do: balance and role follow the database, the profile is fetched. */
interface Account {
  profile: UserProfile | null;
  /** Why there is no profile. */
  profileError: string | null;
  balance: Balance | null;
  balanceError: string | null;
  /** The role that `staff` gives, whether or not the token has it yet. */
  grantedRole: StaffRole | null;
  /** The role in force: granted, and in the token. `undefined`: not known yet. */
  staffRole: StaffRole | null | undefined;
}

const EMPTY: Account = {
  profile: null,
  profileError: null,
  balance: null,
  balanceError: null,
  grantedRole: null,
  staffRole: undefined,
};

export const useAccount = create<Account>(() => EMPTY);

/** Which sign-in it is: an answer for somebody who has signed out meanwhile is dropped. */
let followed = 0;
let guestLeft = new GuestLeft();

/** The first profile of whoever is signed in, which is on its way. */
let first: Promise<Answer<UserProfile>> | undefined;

function forget(): void {
  followed += 1;
  first = undefined;
  useAccount.setState(EMPTY, true);
}
whenUserGoes(forget);

/** Fetches the profile anew; the first time creates the user, welcome credits included. */
async function fetchProfile(): Promise<Answer<UserProfile>> {
  const mine = followed;
  const current = guestLeft.fetching();
  const answer = await tollgate().ensureUser();
  if (mine !== followed) return answer;
  if (!answer.success) {
    useAccount.setState({ profileError: answer.error });
    return answer;
  }
  const profile = current(answer.data, useAccount.getState().balance);
  useAccount.setState(({ balance }) => ({
    profile,
    profileError: null,
    // Somebody new has a balance with this answer, a moment before the listener brings the document.
    balance: balance ?? balanceOf(profile),
  }));
  return answer;
}

export async function refreshProfile(): Promise<void> {
  await fetchProfile();
}

/** Whatever asks before the first profile is there waits for that one. */
export const askProfile = (): Promise<Answer<UserProfile>> =>
  useAccount.getState().profile === null && first ? first : fetchProfile();

/** Whoever is paused or suspended acts as staff no more than as a user: functions and rules refuse it too. */
const isBarred = (): boolean => (useAccount.getState().balance?.status ?? 'active') !== 'active';

/** Puts a role in force, or out of it. A token that is older than the role is fetched anew. */
async function applyRole(grantedRole: StaffRole | null, alwaysFetch = false): Promise<void> {
  const mine = followed;
  const isOut = grantedRole === null || isBarred();
  useAccount.setState(isOut ? { grantedRole, staffRole: null } : { grantedRole });
  if (isOut) return;
  const current = async (fetch: boolean) => (await roleClaim(fetch).catch(() => null)) === grantedRole;
  const claimed = (!alwaysFetch && (await current(false))) || (await current(true));
  if (mine !== followed || useAccount.getState().grantedRole !== grantedRole || isBarred()) return;
  useAccount.setState({ staffRole: claimed ? grantedRole : null });
}

/** Asks again, with a new token: after a refusal, or when somebody says that they have the role by now. */
export const checkRole = (): Promise<void> => applyRole(useAccount.getState().grantedRole, true);

/** Follows the account of whoever is signed in; returns what ends it. */
export function followAccount(): () => void {
  forget();
  guestLeft = new GuestLeft();
  const stops = [
    tollgate().subscribeToBalance(
      (balance) => {
        const wasBarred = isBarred();
        useAccount.setState(({ profile }) => ({
          balance,
          balanceError: null,
          profile: guestLeft.follow(balance, profile),
        }));
        if (isBarred() !== wasBarred) void applyRole(useAccount.getState().grantedRole);
      },
      (failure) => useAccount.setState({ balanceError: failure.message }),
    ),
    tollgate().subscribeToStaffRole(
      (role) => void applyRole(role),
      () => void applyRole(null),
    ),
  ];
  first = fetchProfile();
  return () => {
    for (const stop of stops) stop();
    forget();
  };
}
