import type { StaffRole } from '@tollgate/contract/ai-types';
import type { CallInput, CallName, CallOutputs } from '@tollgate/contract/calls';
import type { FirebaseApp } from 'firebase/app';
import { type Auth, getAuth } from 'firebase/auth';
import { type Firestore, getFirestore } from 'firebase/firestore';
import { type Functions, getFunctions } from 'firebase/functions';
import { accountCalls } from './account.ts';
import type { Balance } from './balance.ts';
import { browserId } from './browser-id.ts';
import { type Core, SIGNED_OUT } from './core.ts';
import { type GenerateInput, type GenerateOptions, generate } from './generate.ts';
import type { Answer } from './outcome.ts';
import { asking, realTiming } from './retry.ts';
import { firebaseTransport } from './transport.ts';
import {
  type ErrorCallback,
  type LiveCallback,
  MAX_LIVE,
  watchActivities,
  watchActivity,
  watchBalance,
  watchStaffRole,
} from './watch.ts';
import { type CreditsOptions, type Run, withCredits, withKind } from './with-credits.ts';

export type TollgateOptions =
  | { app: FirebaseApp; region?: string }
  | { functions: Functions; firestore: Firestore; auth: Auth };

type WithOptionalRequestId<N extends CallName> = Omit<CallInput<N>, 'requestId'> & { requestId?: string };

const ignore: ErrorCallback = () => undefined;

/**
 * The credit system for one Firebase app. Every call answers with a value (`success`, or a `code` and a sentence);
 * nothing is thrown. Calls are repeated by themselves when the line or the moment was bad, never charged twice.
 * Every `subscribe...` returns what ends the subscription.
 */
export function createTollgate(options: TollgateOptions) {
  const handles =
    'app' in options
      ? {
          functions: getFunctions(options.app, options.region),
          firestore: getFirestore(options.app),
          auth: getAuth(options.app),
        }
      : options;
  const { firestore, auth } = handles;
  const core: Core = {
    transport: firebaseTransport(handles.functions, () =>
      auth.currentUser?.isAnonymous ? browserId() : undefined,
    ),
    timing: realTiming,
    userId: () => auth.currentUser?.uid ?? null,
    newRequestId: () => crypto.randomUUID(),
    watchActivity: (activityId, onChange, onError) => watchActivity(firestore, activityId, onChange, onError),
  };
  const call = <N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<CallOutputs[N]>> =>
    asking(() => core.transport.call(name, input), core.timing);
  /** Listens as whoever is signed in now; with nobody, says so and listens to nothing. */
  const asUser = (onError: ErrorCallback, listen: (userId: string) => () => void): (() => void) => {
    const userId = core.userId();
    if (userId !== null) return listen(userId);
    onError(SIGNED_OUT);
    return () => undefined;
  };

  return {
    /** Generates on the server, with a service whose `runsOnServer` is true. */
    generate: (input: GenerateInput, generateOptions: GenerateOptions = {}) =>
      generate(core, input, generateOptions),
    /** Asks a running generation to stop; what it delivered is charged. */
    cancel: (activityId: string) => call('cancelActivity', { activityId }),

    /** Puts the system around a generation that your app runs itself. */
    withCredits: <T>(creditsOptions: CreditsOptions<T>, run: (running: Run) => Promise<T> | T) =>
      withCredits(core, creditsOptions, run),
    withImageCredits: withKind(core, 'image'),
    withVideoCredits: withKind(core, 'video'),
    withVoiceCredits: withKind(core, 'voice'),
    withChatCredits: withKind(core, 'chat'),

    /** The profile; creates the user, welcome credits included, at the first call. */
    ensureUser: () => call('ensureUser', {}),
    /** The profile: balance, limits left, usage, and the price book that `quote` takes. */
    getProfile: () => call('getUserProfile', {}),
    /** A fresh short-lived address (or the text) of what an activity made. */
    getResult: (activityId: string) => call('getResult', { activityId }),
    /** The ledger, newest first; `cursor` of the answer gets the next page. `userId` is for admins. */
    getCreditLogs: (page: CallInput<'getCreditLogs'> = {}) => call('getCreditLogs', page),

    ...accountCalls(call),

    /** Follows the signed-in user's balance. */
    subscribeToBalance: (onChange: (balance: Balance) => void, onError = ignore) =>
      asUser(onError, (userId) => watchBalance(firestore, userId, onChange, onError)),
    /** Follows the signed-in user's staff role; rights need the same role in the ID token too. */
    subscribeToStaffRole: (onChange: (role: StaffRole | null) => void, onError = ignore) =>
      asUser(onError, (userId) => watchStaffRole(firestore, userId, onChange, onError)),
    /** Follows everybody's newest activities, at most 100, through one listener. For staff. */
    subscribeToAIActivity: (onChange: LiveCallback, limit = MAX_LIVE, onError = ignore) =>
      watchActivities(firestore, { limit }, onChange, onError),
    /** Follows the signed-in user's own newest activities, at most 100. */
    subscribeToOwnActivity: (onChange: LiveCallback, limit = MAX_LIVE, onError = ignore) =>
      asUser(onError, (userId) => watchActivities(firestore, { userId, limit }, onChange, onError)),

    /** For admins: gives credits, to a user by uid or email. */
    grantCredits: ({
      requestId = core.newRequestId(),
      ...grant
    }: WithOptionalRequestId<'grantCreditsToUser'>) => call('grantCreditsToUser', { ...grant, requestId }),
    /** For staff: suspends, pauses or reactivates a user. */
    setUserStatus: (input: CallInput<'setUserStatus'>) => call('setUserStatus', input),
    /** For admins: blocks an address or a range of them, or takes the block away. */
    setAddressBlock: (input: CallInput<'setAddressBlock'>) => call('setAddressBlock', input),
    /** For admins: saves prices, plans and packs as a new version. `config_conflict`: somebody else saved first. */
    updateCreditConfiguration: (input: CallInput<'updateCreditConfiguration'>) =>
      call('updateCreditConfiguration', input),
  };
}

export type Tollgate = ReturnType<typeof createTollgate>;
