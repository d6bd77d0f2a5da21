import type { LiveActivity } from '@tollgate/client';
import { create } from 'zustand';
import { tollgate } from '../../../shared/sdk.ts';

interface Live {
  phase: 'connecting' | 'listening' | 'failed';
  activities: LiveActivity[];
  /** What is shown has not been confirmed by the server: the line is down, or not up yet. */
  fromCache: boolean;
  /** When an activity last changed here; `null` before the first. */
  changedAtMs: number | null;
  failure: string | null;
}

const EMPTY: Live = {
  phase: 'connecting',
  activities: [],
  fromCache: true,
  changedAtMs: null,
  failure: null,
};

export const useLive = create<Live>(() => EMPTY);

/**
 * Attaches the one listener of the live view; returns what detaches it and forgets what it brought.
 * `onDenied` is told when the listener is refused: the role may have been taken away.
 */
export function attachLive(onDenied: () => void): () => void {
  useLive.setState(EMPTY, true);
  const detach = tollgate().subscribeToAIActivity(
    (activities, { fromCache, changed }) =>
      useLive.setState((live) => ({
        // Nothing from the cache is not "nothing": the first answer of the server is still to come.
        phase: live.phase === 'listening' || !fromCache || activities.length > 0 ? 'listening' : 'connecting',
        activities,
        fromCache,
        changedAtMs: changed > 0 ? Date.now() : live.changedAtMs,
        failure: null,
      })),
    100,
    (failure) => {
      useLive.setState({ phase: 'failed', activities: [], failure: failure.message });
      if (failure.code === 'not_owner') onDenied();
    },
  );
  return () => {
    detach();
    useLive.setState(EMPTY, true);
  };
}
