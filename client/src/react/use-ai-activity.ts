import type { ActivityStatus } from '@tollgate/contract/activity/status';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import { useEffect, useState } from 'react';
import type { LiveActivity } from '../activity.ts';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { CreditsFailure } from './store.ts';

export interface AIActivityFilter {
  /** `own` for the signed-in user's, which is what it is when left out; `everybody`, for staff. */
  of?: 'own' | 'everybody';
  /** At most 100, which is what it is when left out. */
  limit?: number;
  status?: ActivityStatus;
  aiType?: AiType;
  service?: string;
  /** Two letters. */
  country?: string;
  /** Another user's: for staff, with `of: 'everybody'`. */
  userId?: string;
}

interface Followed {
  activities: LiveActivity[];
  isLive: boolean;
  error: CreditsFailure | null;
  isLoading: boolean;
}

const LOADING: Followed = { activities: [], isLive: false, error: null, isLoading: true };
const NOBODY: Followed = { ...LOADING, isLoading: false };

/** Follows generations, the newest first, as they come and change. */
export function useAIActivity(filter: AIActivityFilter = {}): Followed {
  const { source } = useCreditsContext();
  const { userId: signedIn } = useCreditsState();
  const { of = 'own', limit, status, aiType, service, country, userId } = filter;
  const [known, setKnown] = useState({ of: signedIn, followed: LOADING });

  useEffect(() => {
    const setFollowed = (change: (before: Followed) => Followed) =>
      setKnown(({ followed }) => ({ of: signedIn, followed: change(followed) }));
    setFollowed(() => (signedIn === null ? NOBODY : LOADING));
    if (!signedIn) return;
    const subscribe = of === 'own' ? source.subscribeToOwnActivity : source.subscribeToAIActivity;
    return subscribe(
      (activities, { fromCache }) =>
        setFollowed(() => ({ activities, isLive: !fromCache, error: null, isLoading: false })),
      { limit, filters: { status, aiType, service, country, ...(of === 'own' ? {} : { userId }) } },
      ({ code, message }) =>
        setFollowed((before) => ({ ...before, isLive: false, error: { code, message }, isLoading: false })),
    );
  }, [source, signedIn, of, limit, status, aiType, service, country, userId]);

  // What was followed for one user is not shown to the next, not for one frame.
  return known.of === signedIn ? known.followed : LOADING;
}
