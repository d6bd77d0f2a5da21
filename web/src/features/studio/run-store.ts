import type { AiType, GenerationResult, Result } from '@tollgate/client';
import { create } from 'zustand';
import { refreshProfile } from '../../shared/account.ts';
import { tollgate } from '../../shared/sdk.ts';

export interface Wanted {
  aiType: AiType;
  service: string;
  prompt: string;
  units: number;
}

/** One generation as this page knows it. Kept outside the page, so that looking at the history does not lose it. */
export type Run =
  | {
      phase: 'running';
      wanted: Wanted;
      percent: number;
      text: string;
      stopping: boolean;
      controller: AbortController;
    }
  | { phase: 'ended'; wanted: Wanted; result: Result<GenerationResult>; endedAtMs: number };

interface Runs {
  userId: string | null;
  byKind: Partial<Record<AiType, Run>>;
}

export const useRuns = create<Runs>(() => ({ userId: null, byKind: {} }));

const put = (aiType: AiType, run: Run | undefined) =>
  useRuns.setState(({ byKind }) => ({ byKind: { ...byKind, [aiType]: run } }));

/** Runs belong to one user; another one who signs in on this page sees none of them. */
export function claimRuns(userId: string): void {
  if (useRuns.getState().userId !== userId) useRuns.setState({ userId, byKind: {} }, true);
}

/** Starts anew, under a new request id: trying again is a new generation. One at a time for each kind. */
export async function startRun(wanted: Wanted): Promise<void> {
  const { aiType } = wanted;
  const { userId, byKind } = useRuns.getState();
  if (byKind[aiType]?.phase === 'running') return;
  const controller = new AbortController();
  put(aiType, { phase: 'running', wanted, percent: 0, text: '', stopping: false, controller });
  const mine = (): Extract<Run, { phase: 'running' }> | undefined => {
    const run = useRuns.getState().byKind[aiType];
    return run?.phase === 'running' && run.controller === controller ? run : undefined;
  };
  const result = await tollgate().generate(wanted, {
    signal: controller.signal,
    onProgress: (percent) => {
      const run = mine();
      if (run) put(aiType, { ...run, percent });
    },
    onText: (piece) => {
      const run = mine();
      if (run) put(aiType, { ...run, text: run.text + piece });
    },
  });
  if (useRuns.getState().userId === userId && mine()) {
    put(aiType, { phase: 'ended', wanted, result, endedAtMs: Date.now() });
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
