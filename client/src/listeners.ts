import type { StaffRole } from '@tollgate/contract/ai-types';
import type { PublicPriceBook } from '@tollgate/contract/prices';
import type { Firestore } from 'firebase/firestore';
import type { LiveActivity } from './activity.ts';
import type { Balance } from './balance.ts';
import type { Failure } from './outcome.ts';
import { Shared } from './shared.ts';
import {
  type ActivityFilters,
  type LiveInfo,
  type LiveSnapshot,
  liveLimit,
  watchActivities,
  watchActivity,
  watchBalance,
  watchPrices,
  watchStaffRole,
} from './watch.ts';

type OnFailure = (failure: Failure) => void;

/** Everything that the SDK listens to; equal subscriptions share one listener. */
export class Listeners {
  readonly #firestore: Firestore;
  readonly #shared: Shared;

  constructor(firestore: Firestore, shared = new Shared()) {
    this.#firestore = firestore;
    this.#shared = shared;
  }

  activities(
    wanted: { filters: ActivityFilters; limit: number },
    onChange: (activities: LiveActivity[], info: LiveInfo) => void,
    onError: OnFailure,
  ): () => void {
    const { userId, status, aiType, service, country } = wanted.filters;
    const limit = liveLimit(wanted.limit);
    const key = JSON.stringify(['activities', limit, userId, status, aiType, service, country]);
    let isFirst = true;
    return this.#shared.subscribe<LiveSnapshot>(
      key,
      (tell, fail) => watchActivities(this.#firestore, { ...wanted, limit }, tell, fail),
      ({ activities, info }) => {
        // To who comes later, all of them are new.
        onChange(activities, isFirst ? { ...info, changed: activities.length } : info);
        isFirst = false;
      },
      onError,
    );
  }

  activity(activityId: string, onChange: (activity: LiveActivity) => void, onError: OnFailure): () => void {
    return this.#shared.subscribe<LiveActivity>(
      `activity ${activityId}`,
      (tell, fail) => watchActivity(this.#firestore, activityId, tell, fail),
      onChange,
      onError,
    );
  }

  balance(userId: string, onChange: (balance: Balance) => void, onError: OnFailure): () => void {
    return this.#shared.subscribe<Balance>(
      `balance ${userId}`,
      (tell, fail) => watchBalance(this.#firestore, userId, tell, fail),
      onChange,
      onError,
    );
  }

  staffRole(userId: string, onChange: (role: StaffRole | null) => void, onError: OnFailure): () => void {
    return this.#shared.subscribe<StaffRole | null>(
      `role ${userId}`,
      (tell, fail) => watchStaffRole(this.#firestore, userId, tell, fail),
      onChange,
      onError,
    );
  }

  prices(onChange: (prices: PublicPriceBook) => void, onError: OnFailure): () => void {
    return this.#shared.subscribe<PublicPriceBook>(
      'prices',
      (tell, fail) => watchPrices(this.#firestore, tell, fail),
      onChange,
      onError,
    );
  }
}
