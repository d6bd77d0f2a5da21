import type { UserProfile } from '@tollgate/contract/account/profile';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { CallAddress, CallAt } from '@tollgate/contract/calls/table';
import type { FirebaseApp } from 'firebase/app';
import { type Auth, getAuth, onIdTokenChanged } from 'firebase/auth';
import { type Firestore, getFirestore } from 'firebase/firestore';
import { type Functions, getFunctions } from 'firebase/functions';
import { accountCalls } from './account.ts';
import type { HistoryPage, LiveOptions, Tollgate } from './api.ts';
import { hold, report, settle } from './app-run.ts';
import { balanceOf } from './balance.ts';
import { browserId } from './browser-id.ts';
import { learnServerTime } from './clock.ts';
import { type Core, isSomebodyElse, NOT_YOURS } from './core.ts';
import { generate } from './generate.ts';
import { listenersOf } from './listeners.ts';
import { newId } from './new-id.ts';
import { type Answer, fail, type Result, SIGNED_OUT, succeed, toCredits } from './outcome.ts';
import { PriceBook } from './price-book.ts';
import { asking, realTiming } from './retry.ts';
import { followerOf, own, presenceOf } from './signed-in.ts';
import { type Speech, speakerFor } from './speaker.ts';
import { firebaseTransport } from './transport.ts';
import { type HistoryCursor, MAX_LIVE, readHistory, toFailure } from './watch.ts';
import {
  makeWithCredits,
  makeWithImageCredits,
  makeWithUnitCredits,
  type Runner,
  runnerFor,
} from './with-credits.ts';

/** Your Firebase app, or its services where they are connected already (to emulators, for instance). */
export type TollgateOptions = Speech &
  (
    | {
        app: FirebaseApp;
        /** Where the functions are deployed; `us-central1` when left out. */
        region?: string;
      }
    | { functions: Functions; firestore: Firestore; auth: Auth }
  );

const ignore = () => undefined;
const HISTORY_PAGE = 20;

const liveOptions = (wanted: number | LiveOptions = {}): LiveOptions =>
  typeof wanted === 'number' ? { limit: wanted } : wanted;

/**
 * Connects to the credit system of a Firebase app. Make one and keep it: it holds the listeners and the
 * prices.
 */
export function createTollgate(options: TollgateOptions): Tollgate {
  const { functions, firestore, auth } =
    'app' in options
      ? {
          functions: getFunctions(options.app, options.region),
          firestore: getFirestore(options.app),
          auth: getAuth(options.app),
        }
      : options;
  const speaker = speakerFor(options, functions);
  const presence = presenceOf(auth);
  const listeners = listenersOf(firestore);
  const book = new PriceBook();
  const core: Core = {
    transport: firebaseTransport(functions, (input) => ({
      browserId: auth.currentUser?.isAnonymous ? browserId() : undefined,
      maxCostMicro: book.mostFor(input),
    })),
    timing: realTiming,
    userId: presence.userId,
    newRequestId: newId,
    // An activity is its owner's: when they go, this ends.
    watchActivity: (activityId, onChange, onError) =>
      asUser(onChange, onError, (userId, ...tell) => {
        if (activityId.startsWith(`${userId}.`)) return listeners.activity(activityId, ...tell);
        onError(SIGNED_OUT);
        return ignore;
      }),
  };
  const asUser = followerOf(presence, speaker);
  const say = async <A extends Answer<unknown> | Result<unknown>>(work: (mine: Core) => Promise<A>) => {
    const answer = await speaker.say(own(core, work));
    if (answer.details.quote) {
      book.accept(answer.details.quote);
      // What `quote` says from now on is the new price, also where nobody subscribed to prices.
      void fetchProfile('getUserProfile');
    }
    return answer;
  };
  const call = <A extends CallAddress>(
    address: A,
    input: CallInput<CallAt<A>>,
  ): Promise<Answer<CallOutputs[CallAt<A>]>> =>
    say((mine) => asking(() => mine.transport.call(address, input), mine.timing));

  const runner: Runner = (userId, creditsOptions, run) =>
    say((mine) => runnerFor(mine)(userId, creditsOptions, run));

  async function fetchProfile(name: 'ensureUser' | 'getUserProfile'): Promise<Answer<UserProfile>> {
    const answer = await call(name, {});
    if (answer.success) {
      book.learn(answer.data.prices);
      learnServerTime(answer.data.serverTimeMs);
    }
    return answer;
  }

  async function history(
    { userId: signedIn }: Core,
    wanted: { limit?: number; cursor?: HistoryCursor | null },
  ): Promise<Answer<HistoryPage>> {
    const userId = signedIn();
    if (userId === null) return fail(SIGNED_OUT);
    const { limit = HISTORY_PAGE, cursor: after = null } = wanted;
    try {
      return succeed(await readHistory(firestore, { userId, limit, after }));
    } catch (error) {
      return fail(toFailure(error));
    }
  }

  return {
    quote: (wanted) => book.quote(wanted),
    async getPrices() {
      if (book.latest) return succeed(book.latest);
      const answer = await fetchProfile('getUserProfile');
      return answer.success ? succeed(answer.data.prices) : answer;
    },
    subscribeToPrices: (onChange, onError = ignore) =>
      asUser(onChange, onError, (_userId, tell, onFailure) =>
        listeners.prices((prices) => {
          book.learn(prices);
          tell(prices);
        }, onFailure),
      ),

    generate: (input, generateOptions = {}) => say((mine) => generate(mine, input, generateOptions)),
    cancel: (activityId) => call('cancelActivity', { activityId }),

    withCredits: makeWithCredits(runner),
    withImageCredits: makeWithImageCredits(runner),
    withVideoCredits: makeWithUnitCredits(runner, 'video'),
    withVoiceCredits: makeWithUnitCredits(runner, 'voice'),
    withChatCredits: makeWithUnitCredits(runner, 'chat'),

    hold: (wanted) => say((mine) => hold(mine, wanted)),
    settle: (end) => say((mine) => settle(mine, end)),
    report: (activityId, percent) => report(core, activityId, percent),
    ...accountCalls(call),

    ensureUser: () => fetchProfile('ensureUser'),
    getProfile: () => fetchProfile('getUserProfile'),
    async getUserProfile(userId) {
      const answer = isSomebodyElse(core, userId)
        ? await say(async () => fail(NOT_YOURS))
        : await fetchProfile('getUserProfile');
      return { ...answer, credits: answer.success ? toCredits(answer.data.creditsMicro) : null };
    },
    async getBalance() {
      const answer = await fetchProfile('getUserProfile');
      return answer.success ? succeed(balanceOf(answer.data)) : answer;
    },
    getHistory: (page = {}) => say((mine) => history(mine, page)),
    getCreditLogs: (page = {}) => call('getCreditLogs', typeof page === 'string' ? { userId: page } : page),
    getResult: (activityId) => call('account/getResult', { activityId }),

    subscribeToUser: (onChange) =>
      // The token changes too when a guest signs up, which leaves the user the same.
      onIdTokenChanged(auth, (user) => onChange(user && { userId: user.uid, isGuest: user.isAnonymous })),
    subscribeToBalance: (onChange, onError = ignore) => asUser(onChange, onError, listeners.balance),
    subscribeToStaffRole: (onChange, onError = ignore) => asUser(onChange, onError, listeners.staffRole),
    subscribeToAIActivity(onChange, wanted, onError = ignore) {
      const { limit = MAX_LIVE, filters = {} } = liveOptions(wanted);
      return asUser(onChange, onError, (reader, ...tell) =>
        listeners.activities({ reader, limit, filters }, ...tell),
      );
    },
    subscribeToOwnActivity(onChange, wanted, onError = ignore) {
      const { limit = MAX_LIVE, filters = {} } = liveOptions(wanted);
      return asUser(onChange, onError, (userId, ...tell) =>
        listeners.activities({ reader: userId, limit, filters: { ...filters, userId } }, ...tell),
      );
    },

    grantCredits: ({ requestId = core.newRequestId(), ...grant }) =>
      call('grantCreditsToUser', { ...grant, requestId }),
    setUserStatus: (change) => call('setUserStatus', change),

    extend: (make) => make({ firestore, newRequestId: newId, call, asUser }),
  };
}
