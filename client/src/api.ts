import type { ExportPart } from '@tollgate/contract/account/export';
import type { UserProfile } from '@tollgate/contract/account/profile';
import type { SpendingLimit } from '@tollgate/contract/account/spending-limit';
import type { UserStatus } from '@tollgate/contract/account/status';
import type { UsageSummary } from '@tollgate/contract/account/usage';
import type { HoldAnswer as Hold, EndAnswer as Settlement } from '@tollgate/contract/activity/activity';
import type { GenerationResult } from '@tollgate/contract/activity/generation';
import type { Checkout } from '@tollgate/contract/billing/order';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { CreditPage } from '@tollgate/contract/ledger/entry';
import type { PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import type { Firestore } from 'firebase/firestore';
import type { LiveActivity } from './activity.ts';
import type { Balance } from './balance.ts';
import type { CheckoutRequest } from './order.ts';
import type { Answer, ErrorCallback, Failure, Result, Unsubscribe } from './outcome.ts';
import type { LiveQuote } from './price-book.ts';
import type {
  CreditGrant,
  CreditPageRequest,
  GenerateInput,
  GenerateOptions,
  HoldRequest,
  SettleRequest,
  StatusChange,
  UnitCredits,
  WithCredits,
  WithImageCredits,
} from './requests.ts';
import type { ActivityFilters, HistoryCursor, LiveInfo } from './watch.ts';

/** Gets the activities, the newest first. Those that did not change are the same objects as before. */
export type LiveCallback = (activities: LiveActivity[], info: LiveInfo) => void;

export interface LiveOptions {
  /** At most 100, which is what it is when left out. */
  limit?: number | undefined;
  filters?: ActivityFilters | undefined;
}

/** What a generation is to be, for its price. */
export interface QuoteRequest {
  aiType: AiType;
  service: string;
  units?: number | undefined;
}

/** Who is signed in. */
export interface SignedIn {
  userId: string;
  isGuest: boolean;
}

/** A page of a user's own activities, the newest first. */
export interface HistoryPage {
  activities: LiveActivity[];
  /** Gets the next page; `null` on the last. */
  cursor: HistoryCursor | null;
}

/** What people do with their own accounts. */
export interface AccountCalls {
  /** Sets what the user lets themselves spend in a UTC day and month; `null`: no limit. In force at once. */
  setSpendingLimit(limit: SpendingLimit): Promise<Answer<SpendingLimit>>;
  /** What the user was charged by service, in the last 31 UTC days and 13 months, and ever. */
  getUsage(): Promise<Answer<UsageSummary>>;
  /** Changes the name that the user is shown by. */
  updateProfile(profile: { displayName: string | null }): Promise<Answer<{ displayName: string | null }>>;
  /** Marks what the user was told as read, up to and with this one. */
  markNoticesRead(upTo: number): Promise<Answer<{ unread: number }>>;
  /** A part of all that is kept about the user; `cursor` of the answer asks for the next. */
  exportData(cursor?: string): Promise<Answer<ExportPart>>;
  /**
   * Closes the account for good: what is personal goes, the ledger stays under an id that names nobody.
   * `recent_sign_in_required`: they signed in more than ten minutes ago, and do so again first
   * (`reauthenticateWithCredential`). Guests need not.
   */
  deleteAccount(): Promise<Answer<{ status: 'deleted' }>>;
}

/** Tells an app's listener. */
export type Tell<T extends unknown[]> = (...told: T) => void;

/** Follows something of whoever is signed in. */
export type FollowAsUser = <T extends unknown[]>(
  onChange: Tell<T>,
  onError: ErrorCallback,
  listen: (userId: string, onChange: Tell<T>, onFailure: (failure: Failure) => void) => Unsubscribe,
) => Unsubscribe;

/** What the SDK's other entries are made of. */
export interface SdkParts {
  firestore: Firestore;
  newRequestId(): string;
  call(address: 'billing/createCheckout', input: CheckoutRequest): Promise<Answer<Checkout>>;
  asUser: FollowAsUser;
}

/**
 * The credit system for one Firebase app. Every call answers with a value (`success`, or a `code` and a
 * sentence); nothing is thrown. Calls are repeated by themselves when the line or the moment was bad, never
 * charged twice. Every `subscribeTo…` returns what ends the subscription; equal ones share one listener. A
 * subscription follows who is signed in: when they sign out it tells `onError` `unauthenticated`, once, and
 * when somebody signs in it goes on with what is theirs. A call that is under way when its user signs out
 * answers `unauthenticated`, whatever comes. The functions don't need their `this`: take them out as you
 * like.
 */
export interface Tollgate extends AccountCalls, UnitCredits {
  /**
   * What a generation costs, at once: from the prices that the SDK knows, which are live while anybody has
   * subscribed to them. `no-quote` says why there is none; `no_prices` means that none have come yet.
   */
  quote(wanted: QuoteRequest): LiveQuote;
  /** The prices, packs and plans: those that are known already, or fetched. */
  getPrices(): Promise<Answer<PublicPriceBook>>;
  /** Follows the prices, packs and plans, and keeps `quote` live. */
  subscribeToPrices(onChange: (prices: PublicPriceBook) => void, onError?: ErrorCallback): Unsubscribe;

  /**
   * Generates on the server, with a service whose `runsOnServer` is true: streams progress and text, answers
   * with the result and what it cost. A generation that runs as a job is followed to its end.
   */
  generate(input: GenerateInput, options?: GenerateOptions): Promise<Result<GenerationResult>>;
  /**
   * Asks a running generation to stop; what it delivered is charged. Of what your app runs itself it is a
   * reported failure, as in `withCredits`.
   */
  cancel(activityId: string): Promise<Answer<Settlement>>;

  /**
   * Puts the system around a generation that your app runs itself: holds the credits, runs it, charges them.
   * When it throws, gives them back and answers `run_failed`. A browser's word for a failure is free only so
   * many times a day, and up to so many credits; beyond that it is charged, which `creditsUsed` and
   * `details.chargedFor` say.
   */
  withCredits: WithCredits;
  withImageCredits: WithImageCredits;

  /**
   * Holds the credits for a generation that your app runs itself. Settle it, or it ends as a reported
   * failure.
   */
  hold(wanted: HoldRequest): Promise<Answer<Hold>>;
  /**
   * Ends a hold: charges it, or gives it back when the generation failed, while the day's free failures last.
   * The same end again gets the same answer.
   */
  settle(end: SettleRequest): Promise<Answer<Settlement>>;
  /** Shows progress to the live view, per cent. Send it at most once a second; a lost one does no harm. */
  report(activityId: string, percent: number): Promise<void>;

  /** The profile; creates the user at the first call, with the welcome credits where they are due. */
  ensureUser(): Promise<Answer<UserProfile>>;
  /** The profile: balance, limits left, usage and prices. */
  getProfile(): Promise<Answer<UserProfile>>;
  /**
   * The same with `credits` beside, for showing; `null` when it was refused. `userId` must be the signed-in
   * user's.
   */
  getUserProfile(userId?: string): Promise<Answer<UserProfile> & { credits: number | null }>;
  /** The balance, fetched once. */
  getBalance(): Promise<Answer<Balance>>;
  /** The signed-in user's own activities, by pages of at most 100. */
  getHistory(page?: { limit?: number; cursor?: HistoryCursor | null }): Promise<Answer<HistoryPage>>;
  /** The ledger. A user's id alone asks for their newest entries; another user's is for staff. */
  getCreditLogs(page?: CreditPageRequest | string): Promise<Answer<CreditPage>>;
  /** A fresh short-lived address (or the text) of what an activity made. */
  getResult(activityId: string): Promise<Answer<{ activityId: string; result: GenerationResult | null }>>;

  /**
   * Follows who is signed in, and whether as a guest; `null` for nobody. Told once it is known, and again
   * when somebody signs in or out, or a guest signs up.
   */
  subscribeToUser(onChange: (user: SignedIn | null) => void): Unsubscribe;
  /** Follows the signed-in user's balance. */
  subscribeToBalance(onChange: (balance: Balance) => void, onError?: ErrorCallback): Unsubscribe;
  /** Follows the signed-in user's staff role; rights need the same role in the ID token too. */
  subscribeToStaffRole(onChange: (role: StaffRole | null) => void, onError?: ErrorCallback): Unsubscribe;
  /**
   * Follows everybody's newest activities, at most 100, through one listener. For staff. Of several filters
   * the first (user, status, kind, service, country, in this order) chooses what comes, the others sift it.
   */
  subscribeToAIActivity(
    onChange: LiveCallback,
    limit?: number | LiveOptions,
    onError?: ErrorCallback,
  ): Unsubscribe;
  /** Follows the signed-in user's own newest activities, at most 100; filters sift them. */
  subscribeToOwnActivity(
    onChange: LiveCallback,
    limit?: number | LiveOptions,
    onError?: ErrorCallback,
  ): Unsubscribe;

  /** For admins: gives credits, to a user by uid or email. */
  grantCredits(grant: CreditGrant): Promise<Answer<{ entryId: string; creditsMicro: number }>>;
  /** For staff: suspends, pauses or reactivates a user. */
  setUserStatus(change: StatusChange): Promise<Answer<{ status: UserStatus }>>;

  /**
   * For the SDK's other entries, such as `buyingOf` of `@tollgate/client/buying`: gives them what it is made
   * of.
   */
  extend<T>(make: (parts: SdkParts) => T): T;
}
