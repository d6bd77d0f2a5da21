'use client';

import type { UserProfile } from '@tollgate/contract/account/profile';
import type { UserStatus } from '@tollgate/contract/account/status';
import type { Usage, UsageDay } from '@tollgate/contract/account/usage';
import { monthOf } from '@tollgate/contract/common/calendar';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { recordOf } from '@tollgate/contract/common/records';
import { AI_TYPES, type AiType } from '@tollgate/contract/kinds/kinds';
import type { CreditEntry } from '@tollgate/contract/ledger/entry';
import type { Lot } from '@tollgate/contract/ledger/lots';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { LOW_BALANCE_MICRO, type PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { LiveActivity } from '../activity.ts';
import type { SignedIn } from '../api.ts';
import { type Balance, balanceOf } from '../balance.ts';
import { serverNow } from '../clock.ts';
import type { PackOrder } from '../order.ts';
import { type ErrorCallback, type Failure, fail, refused, succeed, told } from '../outcome.ts';
import type { CreditsSource } from './store.ts';

/** What somebody has, in a test or on a page that shows how things look. Left out: an empty account. */
export interface TestAccount {
  /** `null`: nobody is signed in. */
  user?: SignedIn | null;
  grants?: Lot[];
  heldMicro?: number;
  status?: UserStatus;
  /** The balance is the last known one: the line is cut. */
  isOffline?: boolean;
  limits?: Partial<Record<AiType, LimitLeft>>;
  monthlyLimits?: Record<string, LimitLeft>;
  guest?: LimitLeft | null;
  monthly?: Usage;
  prices?: PublicPriceBook;
  entries?: CreditEntry[];
  usageDays?: UsageDay[];
  activities?: LiveActivity[];
  /** Why no checkout begins. */
  checkoutFailure?: Failure;
  /** The newest first. */
  orders?: PackOrder[];
  /** The server refuses, or can't be reached. */
  failure?: Failure;
  /** The server doesn't answer: what waiting looks like. */
  isWaiting?: boolean;
}

const NO_USAGE: Usage = { generations: 0, spentMicro: ZERO_MICRO, tokens: 0 };
const UNUSED: LimitLeft = { limit: 50, left: 50, freeAt: null };

export const emptyPrices: PublicPriceBook = {
  version: 1,
  services: {},
  packs: {},
  sellsPacks: false,
  plans: {},
  lowBalanceMicro: LOW_BALANCE_MICRO,
};

const NO_FAILURES_YET = {
  limit: 10,
  left: 10,
  limitMicro: 100_000_000,
  leftMicro: 100_000_000,
  freeAt: null,
};

/** The profile of an account, as the functions would answer it. */
export function profileOf(account: TestAccount): UserProfile {
  const { user, grants = [], heldMicro = 0, status = 'active', monthly = NO_USAGE } = account;
  return {
    userId: user?.userId ?? 'ada',
    email: null,
    displayName: null,
    country: null,
    isGuest: user?.isGuest ?? false,
    staffRole: null,
    status,
    tier: 'free',
    creditsMicro: spendableMicro(grants, serverNow()),
    heldMicro,
    grants,
    nextExpiryAt: null,
    limits: { ...recordOf(AI_TYPES, () => UNUSED), ...account.limits },
    monthlyLimits: account.monthlyLimits ?? {},
    usage: { month: monthOf(serverNow()), monthly, lifetime: monthly },
    guest: account.guest ?? null,
    failures: { reported: NO_FAILURES_YET, streamed: NO_FAILURES_YET },
    spendingLimit: { dayMicro: null, monthMicro: null },
    notices: [],
    prices: account.prices ?? emptyPrices,
    welcomeWaitsMicro: null,
    serverTimeMs: serverNow(),
  };
}

export interface TestCredits extends CreditsSource {
  /** Changes the account, as the server would: who follows it is told. */
  change(change: TestAccount): void;
  /** The calls that were made, in their order. */
  readonly asked: readonly string[];
  /** How many subscriptions are open. */
  readonly subscriptions: number;
}

/**
 * Stands in for what `createTollgate` makes, without Firebase: give it to `CreditsProvider` in tests of your
 * own components. `own` replaces single functions, `generate` for instance.
 */
export function testCredits(first: TestAccount = {}, own: Partial<CreditsSource> = {}): TestCredits {
  let account: TestAccount = { user: { userId: 'ada', isGuest: false }, ...first };
  const asked: string[] = [];
  const tellers = new Set<() => void>();

  /** Tells at once, and at each change. */
  const follow = (tell: () => void) => {
    tellers.add(tell);
    tell();
    return () => {
      tellers.delete(tell);
    };
  };
  /** Of a server that answers, of one that refuses, which is told once as by the SDK's own, or of none. */
  const followServer = (tell: () => void, onError: ErrorCallback = () => undefined) => {
    let isTold = false;
    return follow(() => {
      if (account.isWaiting) return;
      if (account.failure && !isTold) onError(told(account.failure));
      if (!account.failure) tell();
      isTold = account.failure !== undefined;
    });
  };
  const answering = <T>(name: string, answer: () => T) => {
    asked.push(name);
    if (account.isWaiting) return new Promise<never>(() => undefined);
    return Promise.resolve(account.failure ? fail(account.failure) : succeed(answer()));
  };
  const balance = (): Balance => ({
    ...balanceOf(profileOf(account)),
    fromCache: account.isOffline ?? false,
  });
  const failing = (onError: ErrorCallback = () => undefined) =>
    onError(told({ code: 'not_owner', message: 'There is no such order in this test.', details: {} }));
  const live = { fromCache: false, changed: 0 };

  return {
    subscribeToUser: (onChange) => follow(() => onChange(account.user ?? null)),
    subscribeToBalance: (onChange, onError) => followServer(() => onChange(balance()), onError),
    subscribeToPrices: (onChange, onError) =>
      followServer(() => onChange(account.prices ?? emptyPrices), onError),
    subscribeToAIActivity: (onChange, _wanted, onError) =>
      followServer(() => onChange(account.activities ?? [], live), onError),
    subscribeToOwnActivity: (onChange, _wanted, onError) =>
      followServer(() => onChange(account.activities ?? [], live), onError),
    ensureUser: () => answering('ensureUser', () => profileOf(account)),
    getCreditLogs: () => answering('getCreditLogs', () => ({ entries: account.entries ?? [], cursor: null })),
    getUsage: () =>
      answering('getUsage', () => ({
        days: account.usageDays ?? [],
        months: [],
        lifetime: account.monthly ?? NO_USAGE,
        since: 0,
      })),
    generate: async () => {
      asked.push('generate');
      return refused({ code: 'not_found', message: 'This test says nothing about generate.', details: {} });
    },
    buying: {
      buyPack: async (packId, { requestId = packId } = {}) => {
        const answer = await answering('buyPack', () => ({
          orderId: `${account.user?.userId}.${requestId}`,
          status: 'open' as const,
          checkoutUrl: `https://checkout.example.com/${requestId}`,
        }));
        return account.checkoutFailure ? fail(account.checkoutFailure) : answer;
      },
      subscribeToOrder: (orderId, onChange, onError) => {
        let isOver = false;
        return followServer(() => {
          if (isOver) return;
          const order = account.orders?.find((one) => one.orderId === orderId);
          if (order) return onChange(order, { fromCache: account.isOffline ?? false });
          isOver = true;
          failing(onError);
        }, onError);
      },
      subscribeToOrders: (onChange, { limit = 20 } = {}, onError) =>
        followServer(() => {
          const { orders = [], isOffline: fromCache = false } = account;
          onChange({ orders: orders.slice(0, limit), hasMore: orders.length > limit, fromCache });
        }, onError),
    },
    ...own,
    change(change) {
      account = { ...account, ...change };
      for (const tell of [...tellers]) if (tellers.has(tell)) tell();
    },
    asked,
    get subscriptions() {
      return tellers.size;
    },
  };
}
