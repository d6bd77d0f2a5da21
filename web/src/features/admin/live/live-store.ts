import type { LiveActivity } from '@tollgate/client';
import { serverNow } from '@tollgate/client/clock';
import { create } from 'zustand';
import { tollgate } from '../../../shared/sdk.ts';
import { nothingRecent, type Recent, remember } from './series.ts';
import { EMPTY_VIEW, type Mode, nextView, type Phase, type View } from './view.ts';

/** The most rows that are followed. */
export const LIMIT = 100;

interface Live extends View {
  phase: Phase;
  /** Stopped by whoever watches, until resumed. */
  isPaused: boolean;
  /** Somebody reads the rows: they stay where they are. */
  isHeld: boolean;
  /** What is shown has not been confirmed by the server: the line is down, or not up yet. */
  fromCache: boolean;
  /** When an activity last changed here; `null` before the first. */
  changedAtMs: number | null;
  failure: string | null;
}

const EMPTY: Live = {
  ...EMPTY_VIEW,
  phase: 'connecting',
  isPaused: false,
  isHeld: false,
  fromCache: true,
  changedAtMs: null,
  failure: null,
};

export const useLive = create<Live>(() => EMPTY);

/** All that is known, whether or not it is shown yet. */
let latest: readonly LiveActivity[] = [];
let recent = nothingRecent();

/** What ended lately: read once a second, so not a state that draws anew with each change. */
export const recentlyEnded = (): Recent => recent;

/** Everything that the listener knows, for a summary that doesn't wait for whoever paused. */
export const latestActivities = (): readonly LiveActivity[] => latest;

const modeOf = ({ isPaused, isHeld }: Live): Mode => (isPaused ? 'pause' : isHeld ? 'hold' : 'follow');

/** The part of the state that is on screen, brought up to what is known. */
const caughtUp = (live: Live, mode: Mode = modeOf(live)): View =>
  nextView(live, latest, { mode, isFirst: live.phase === 'connecting', nowMs: serverNow() });

const change = (changes: Partial<Pick<Live, 'isPaused' | 'isHeld'>>) => {
  const live = { ...useLive.getState(), ...changes };
  useLive.setState({ ...changes, ...caughtUp(live) });
};

export const setPaused = (isPaused: boolean): void => change({ isPaused });
export function setHeld(isHeld: boolean): void {
  if (useLive.getState().isHeld !== isHeld) change({ isHeld });
}

/** Shows what waits, once, though somebody reads. */
export const showWaiting = (): void => useLive.setState(caughtUp(useLive.getState(), 'follow'));

/** However many changes come, the page is drawn once a frame. */
function frames(draw: () => void) {
  let asked: number | undefined;
  return {
    ask: () => {
      asked ??= requestAnimationFrame(() => {
        asked = undefined;
        draw();
      });
    },
    stop: () => asked !== undefined && cancelAnimationFrame(asked),
  };
}

/**
 * Attaches the one listener of the live view; returns what detaches it and forgets what it brought.
 * `onDenied` is told when the listener is refused: the role may have been taken away.
 */
export function attachLive(onDenied: () => void): () => void {
  forget();
  let fromCache = true;
  let changedAtMs: number | null = null;
  let counted: ReadonlySet<string> = new Set();
  const { ask, stop } = frames(() =>
    useLive.setState((live) => ({
      ...caughtUp(live),
      // What the cache has of other queries is not what is happening: the server's first answer is.
      phase: live.phase === 'listening' || !fromCache ? 'listening' : 'connecting',
      fromCache,
      changedAtMs,
      failure: null,
    })),
  );
  const detach = tollgate().subscribeToAIActivity(
    (activities, info) => {
      latest = activities;
      fromCache = info.fromCache;
      if (!fromCache) {
        remember(recent, activities, { known: counted, limit: LIMIT, nowMs: serverNow() });
        counted = new Set(activities.map(({ activityId }) => activityId));
      }
      if (info.changed > 0) changedAtMs = serverNow();
      ask();
    },
    LIMIT,
    (failure) => {
      stop();
      useLive.setState({ ...EMPTY, phase: 'failed', failure: failure.hint ?? failure.message });
      if (failure.code === 'not_owner') onDenied();
    },
  );
  return () => {
    detach();
    stop();
    forget();
  };
}

function forget(): void {
  latest = [];
  recent = nothingRecent();
  useLive.setState(EMPTY, true);
}
