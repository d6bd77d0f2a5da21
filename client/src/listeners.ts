import { PUBLIC_PRICES_ID, type PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { Firestore } from 'firebase/firestore';
import type { LiveActivity } from './activity.ts';
import type { Failure } from './outcome.ts';
import { Shared, type Start } from './shared.ts';
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
  const ofDocument =
    <T>(name: string, watch: (firestore: Firestore, id: string) => Start<T>) =>
    (id: string, onChange: (value: T) => void, onError: OnFailure) =>
      shared.subscribe(`${name} ${id}`, watch(firestore, id), onChange, onError);
  return {
    activities(
      wanted: { reader: string; filters: ActivityFilters; limit: number },
      onChange: (activities: LiveActivity[], info: LiveInfo) => void,
      onError: OnFailure,
    ): () => void {
      const limit = liveLimit(wanted.limit);
      let isFirst = true;
      return shared.subscribe<LiveSnapshot>(
        JSON.stringify([wanted.reader, limit, FILTERS.map((name) => wanted.filters[name])]),
        watchActivities(firestore, { ...wanted, limit }),
        ({ activities, info }) => {
          // To who comes later, all of them are new.
          onChange(activities, isFirst ? { ...info, changed: activities.length } : info);
          isFirst = false;
        },
        onError,
      );
    },

    activity: ofDocument('activity', watchActivity),
    balance: ofDocument('balance', watchBalance),
    staffRole: ofDocument('role', watchStaffRole),
    prices: (onChange: (prices: PublicPriceBook) => void, onError: OnFailure) =>
      ofDocument('prices', watchPrices)(PUBLIC_PRICES_ID, onChange, onError),
  };
}
