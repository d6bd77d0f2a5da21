import type { Balance, StaffRole, UserProfile } from '@tollgate/client';
import { create } from 'zustand';
import { tollgate } from './sdk.ts';
import { roleClaim } from './session.ts';

/** What the signed-in user has and may do: the balance follows the database, the profile is fetched. */
interface Account {
  profile: UserProfile | null;
  /** Why there is no profile. */
  profileError: string | null;
  balance: Balance | null;
  balanceError: string | null;
  /** `undefined`: not known yet. Only what token and profile agree on. */
  staffRole: StaffRole | null | undefined;
}

const EMPTY: Account = {
  profile: null,
  profileError: null,
  balance: null,
  balanceError: null,
  staffRole: undefined,
};

export const useAccount = create<Account>(() => EMPTY);

/** Told apart so that an answer for somebody who has signed out is dropped. */
let generation = 0;

/** Fetches the profile, and the role with it. `refreshToken` when the token may be older than the role. */
export async function refreshProfile({ refreshToken = false } = {}): Promise<void> {
  const mine = generation;
  if (refreshToken) await roleClaim(true).catch(() => null);
  const answer = await tollgate().ensureUser();
  const claim = await roleClaim(false).catch(() => null);
  if (mine !== generation) return;
  if (!answer.success) {
    useAccount.setState({ profileError: answer.error, staffRole: useAccount.getState().staffRole ?? null });
    return;
  }
  const { staffRole } = answer.data;
  useAccount.setState({
    profile: answer.data,
    profileError: null,
    staffRole: staffRole !== null && staffRole === claim ? staffRole : null,
  });
}

/** Follows the account of whoever is signed in; returns what ends it. */
export function followAccount(): () => void {
  generation += 1;
  useAccount.setState(EMPTY, true);
  let shownRole: Balance['role'] | undefined;
  let asked: Balance['role'] | undefined;
  // A role given or taken while the page is open: the token says so only once it is fetched anew.
  const compareRoles = () => {
    const { staffRole } = useAccount.getState();
    if (staffRole === undefined || shownRole === undefined) return;
    const differs = (staffRole ?? 'user') !== shownRole;
    if (differs && asked !== shownRole) void refreshProfile({ refreshToken: true });
    asked = differs ? shownRole : undefined;
  };
  const stop = tollgate().subscribeToBalance(
    (balance) => {
      useAccount.setState({ balance, balanceError: null });
      shownRole = balance.role;
      compareRoles();
    },
    (failure) => useAccount.setState({ balanceError: failure.message }),
  );
  void refreshProfile().then(compareRoles);
  return () => {
    generation += 1;
    stop();
    useAccount.setState(EMPTY, true);
  };
}
