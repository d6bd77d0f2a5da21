import type { AiType, GenerationResult, Result } from '@tollgate/client';
import { serverNow } from '@tollgate/client/clock';
import { newId } from '@tollgate/client/new-id';
import { create } from 'zustand';
import { refreshProfile } from '../../shared/account.ts';
import { tollgate } from '../../shared/sdk.ts';
import { useSession, whenUserGoes } from '../../shared/session.ts';
import { backOnline } from './back-online.ts';

export interface Wanted {
  aiType: AiType;
  service: string;
  prompt: string;
  units: number;
  /** What the person saw that it costs. */
  maxCostMicro?: number;
  /**
   * Of one that this page did not start it knows the beginning of the prompt: too little to ask for it again.
   */
  isCut?: boolean;
}

/**
 * One generation as this page knows it. Kept outside the page, so that looking at the history does not lose
 * it.
 */
export type Run =
  | {
      phase: 'running';
      wanted: Wanted;
      percent: number;
      text: string;
      stopping: boolean;
      /** The network is gone: it is asked for again, as the same request, when it is back. */
      offline: boolean;
      controller: AbortController;
      /** Of one that runs without this page: before a reload, in another tab. */
      activityId?: string;
    }
  | {
      phase: 'ended';
      wanted: Wanted;
      result: Result<GenerationResult>;
      endedAtMs: number;
      /** `null` of one that this page did not start. */
      requestId: string | null;
    };

export type Running = Extract<Run, { phase: 'running' }>;

interface Runs {
  userId: string | null;
  byKind: Partial<Record<AiType, Run>>;
}

export const useRuns = create<Runs>(() => ({ userId: null, byKind: {} }));

whenUserGoes(() => useRuns.setState({ userId: null, byKind: {} }, true));

export const put = (aiType: AiType, run: Run | undefined) =>
  useRuns.setState(({ byKind }) => ({ byKind: { ...byKind, [aiType]: run } }));

/** The generation of this kind that `controller` stops, while it is the one that runs. */
export function runOf(aiType: AiType, controller: AbortController): Running | undefined {
  const run = useRuns.getState().byKind[aiType];
  return run?.phase === 'running' && run.controller === controller ? run : undefined;
}

/** Runs belong to one user; another one who signs in on this page sees none of them. */
export function claimRuns(userId: string): void {
  if (useRuns.getState().userId !== userId) useRuns.setState({ userId, byKind: {} }, true);
}

/** After these nobody knows whether it ran: only the same request makes sure that it is charged once. */
const UNKNOWN_END = new Set(['network', 'unreachable', 'internal', 'contended', 'unconfirmed']);

/**
 * The same once more: the same request where nobody knows how it ended, a new one, which may be charged,
 * otherwise.
 */
export function repeatRun({ wanted, result, requestId }: Extract<Run, { phase: 'ended' }>): Promise<void> {
  const isSame = requestId !== null && !result.success && UNKNOWN_END.has(result.code);
  if (isSame) return startRun(wanted, requestId);
  // The button says the new price: who presses it takes it.
  const acceptedMicro = result.details.quote?.costMicro;
  return startRun(acceptedMicro === undefined ? wanted : { ...wanted, maxCostMicro: acceptedMicro });
}

/** Starts anew, under a new request id unless there is one to be repeated. One at a time for each kind. */
export async function startRun(wanted: Wanted, requestId: string = newId()): Promise<void> {
  const { aiType } = wanted;
  const { userId, byKind } = useRuns.getState();
  if (byKind[aiType]?.phase === 'running') return;
  const controller = new AbortController();
  const { signal } = controller;
  put(aiType, {
    phase: 'running',
    wanted,
    percent: 0,
    text: '',
    stopping: false,
    offline: false,
    controller,
  });
  const mine = () => runOf(aiType, controller);
  const update = (change: (run: Running) => Partial<Running>) => {
    const run = mine();
    if (run) put(aiType, { ...run, ...change(run) });
  };
  const { isCut: _, ...input } = wanted;
  const ask = () =>
    tollgate().generate(
      { ...input, requestId },
      {
        signal,
        onProgress: (percent) => update(() => ({ percent })),
        onText: (piece) => update(({ text }) => ({ text: text + piece })),
      },
    );
  let result = await ask();
  while (!result.success && result.code === 'network' && !navigator.onLine && !signal.aborted) {
    update(() => ({ offline: true }));
    await backOnline(signal);
    if (signal.aborted || useSession.getState().user?.userId !== userId) break;
    // What had been streamed comes with the result, whole.
    update(() => ({ offline: false, text: '' }));
    result = await ask();
  }
  if (useRuns.getState().userId === userId && mine()) {
    put(aiType, { phase: 'ended', wanted, result, endedAtMs: serverNow(), requestId });
    // What is left of the hour's limit has changed.
    void refreshProfile();
  }
}

export function stopRun(aiType: AiType): void {
  const run = useRuns.getState().byKind[aiType];
  if (run?.phase !== 'running') return;
  put(aiType, { ...run, stopping: true });
  run.controller.abort();
}

export const dismissRun = (aiType: AiType): void => put(aiType, undefined);
