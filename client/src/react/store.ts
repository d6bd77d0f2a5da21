import type { UserProfile } from '@tollgate/contract/account/profile';
import type { CreditEntry } from '@tollgate/contract/ledger/entry';
import type { PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { SignedIn, Tollgate } from '../api.ts';
import { type Balance, balanceOf } from '../balance.ts';
import type { Buying } from '../buying.ts';
import { GuestLeft } from '../guest-left.ts';
import type { FailureCode, Unsubscribe } from '../outcome.ts';

/** What the React part needs of the SDK; `createTollgate` makes one. */
export type CreditsSource = Pick<
  Tollgate,
  | 'subscribeToUser'
  | 'subscribeToBalance'
  | 'subscribeToPrices'
  | 'subscribeToAIActivity'
  | 'subscribeToOwnActivity'
  | 'ensureUser'
  | 'getCreditLogs'
  | 'getUsage'
  | 'generate'
> & {
  /** What `createTollgate` made has it: for buying packs. */
  extend?: Tollgate['extend'];
  /** Stands in for what is made of it. */
  buying?: Buying;
  /**
   * For an app that fetches the profile itself, for a header of its own: tells what is known, at once and at
   * each change, and the components don't fetch what is there already.
   */
  subscribeToProfile?: (onChange: (profile: UserProfile) => void) => Unsubscribe;
};

/** One line of the ledger: a signed movement of credits, with why. */
export type Transaction = CreditEntry;

export interface CreditsFailure {
  code: FailureCode;
  /** One sentence for a person. */
  message: string;
}

export interface CreditsState {
  /** `undefined`: not known yet; `null`: nobody is signed in. */
  userId: string | null | undefined;
  profile: UserProfile | null;
  balance: Balance | null;
  prices: PublicPriceBook | null;
  /** Why something of this is not there, or not new. */
  error: CreditsFailure | null;
}

const NOTHING: CreditsState = { userId: undefined, profile: null, balance: null, prices: null, error: null };

export interface CreditsStore {
  getState(): CreditsState;
  /** Follows who is signed in, their balance and the prices for as long as somebody is subscribed. */
  subscribe(onChange: () => void): () => void;
  /**
   * Fetches the profile anew: limits, usage and the sources of the credits. The balance follows by itself.
   */
  refresh(): Promise<void>;
}

const nothing = () => {};

/** One of these is in each provider: what all hooks and components below it show. */
export function createCreditsStore(source: CreditsSource): CreditsStore {
  let state = NOTHING;
  const listeners = new Set<() => void>();
  const set = (change: Partial<CreditsState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };
  /** What ends the listeners of whoever is signed in. */
  let stopUser = nothing;
  let stopAll = nothing;

  let guestLeft = new GuestLeft();
  /**
   * A listener that was ended starts again by itself; until then its error stands, unless another came since.
   */
  const following = <T>(
    change: (value: T) => Partial<CreditsState>,
    meanwhile: () => Partial<CreditsState>,
  ) => {
    let error: CreditsFailure | null = null;
    return [
      (value: T) => {
        const isMended = error !== null && state.error === error;
        error = null;
        set({ ...change(value), ...(isMended && { error }) });
      },
      ({ code, message }: CreditsFailure) => {
        error = { code, message };
        set({ error, ...meanwhile() });
      },
    ] as const;
  };
  const listen = () => {
    const stops = [
      source.subscribeToBalance(
        ...following(
          (balance: Balance) => ({ balance, profile: guestLeft.follow(balance, state.profile) }),
          // Nothing follows it now, so what is shown may be old.
          () => ({ balance: state.balance && { ...state.balance, fromCache: true } }),
        ),
      ),
      source.subscribeToPrices(
        ...following(
          (prices: PublicPriceBook) => ({ prices }),
          () => ({}),
        ),
      ),
      source.subscribeToProfile?.(learn) ?? nothing,
    ];
    stopUser = () => {
      stopUser = nothing;
      for (const stop of stops) stop();
    };
  };

  const fetchProfile = async () => {
    const { userId } = state;
    if (!userId) return;
    const current = guestLeft.fetching();
    const answer = await source.ensureUser();
    // An answer for somebody who has signed out meanwhile is dropped.
    if (state.userId !== userId) return;
    if (!answer.success) return set({ error: { code: answer.code, message: answer.message } });
    learn(current(answer.data, state.balance));
  };
  /** What several components ask for in the same moment is asked once. */
  let refreshing: Promise<void> | null = null;
  const refresh = () => {
    refreshing ??= Promise.resolve().then(() => {
      refreshing = null;
      return fetchProfile();
    });
    return refreshing;
  };
  const learn = (profile: UserProfile) => {
    if (profile.userId !== state.userId) return;
    set({
      profile,
      error: null,
      // The listeners bring these too, a moment later for somebody new.
      balance: state.balance ?? balanceOf(profile),
      prices: state.prices ?? profile.prices,
    });
  };

  const follow = (user: SignedIn | null) => {
    const userId = user?.userId ?? null;
    if (userId === state.userId) {
      // A guest who signs up keeps their id, and everything else about them is new.
      if (user && state.profile && state.profile.isGuest !== user.isGuest) void refresh();
      return;
    }
    stopUser();
    guestLeft = new GuestLeft();
    set({ ...NOTHING, userId });
    if (userId === null) return;
    listen();
    if (!state.profile) void refresh();
  };

  return {
    getState: () => state,
    subscribe(onChange) {
      if (listeners.size === 0) stopAll = source.subscribeToUser(follow);
      listeners.add(onChange);
      return () => {
        listeners.delete(onChange);
        if (listeners.size > 0) return;
        stopAll();
        stopUser();
        state = NOTHING;
      };
    },
    refresh,
  };
}
