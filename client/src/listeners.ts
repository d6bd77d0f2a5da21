import type { StaffRole } from '@tollgate/contract/ai-types';
import type { PublicPriceBook } from '@tollgate/contract/prices';
import type { Firestore } from 'firebase/firestore';
import type { LiveActivity } from './activity.ts';
import type { Balance } from './balance.ts';
import type { Failure } from './outcome.ts';
import { Shared } from './shared.ts';
import {
  type ActivityFilters,
  FILTERS,
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
export function listenersOf(firestore: Firestore) {
  const shared = new Shared();
  return {
    activities(
      wanted: { filters: ActivityFilters; limit: number },
      onChange: (activities: LiveActivity[], info: LiveInfo) => void,
      onError: OnFailure,
    ): () => void {
      const limit = liveLimit(wanted.limit);
      let isFirst = true;
      return shared.subscribe<LiveSnapshot>(
        JSON.stringify([limit, FILTERS.map(([name]) => wanted.filters[name])]),
        (tell, fail) => watchActivities(firestore, { ...wanted, limit }, tell, fail),
        ({ activities, info }) => {
          // To who comes later, all of them are new.
          onChange(activities, isFirst ? { ...info, changed: activities.length } : info);
          isFirst = false;
        },
        onError,
      );
    },

    activity: (activityId: string, onChange: (activity: LiveActivity) => void, onError: OnFailure) =>
      shared.subscribe<LiveActivity>(
        `activity ${activityId}`,
        (tell, fail) => watchActivity(firestore, activityId, tell, fail),
        onChange,
        onError,
      ),

    balance: (userId: string, onChange: (balance: Balance) => void, onError: OnFailure) =>
      shared.subscribe<Balance>(
        `balance ${userId}`,
        (tell, fail) => watchBalance(firestore, userId, tell, fail),
        onChange,
        onError,
      ),

    staffRole: (userId: string, onChange: (role: StaffRole | null) => void, onError: OnFailure) =>
      shared.subscribe<StaffRole | null>(
        `role ${userId}`,
        (tell, fail) => watchStaffRole(firestore, userId, tell, fail),
        onChange,
        onError,
      ),

    prices: (onChange: (prices: PublicPriceBook) => void, onError: OnFailure) =>
      shared.subscribe<PublicPriceBook>(
        'prices',
        (tell, fail) => watchPrices(firestore, tell, fail),
        onChange,
        onError,
      ),
  };
}
