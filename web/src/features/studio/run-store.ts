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

/** After these nobody here knows whether it ran: only the same request id makes sure that it is charged once. */
const UNKNOWN_END = new Set(['network', 'internal', 'contended']);

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
  | {
      phase: 'ended';
      wanted: Wanted;
      requestId: string;
      result: Result<GenerationResult>;
      endedAtMs: number;
    };

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

/** The same again: under its request id where its end is not known, else as a new generation. */
export const repeatRun = ({ wanted, requestId, result }: Extract<Run, { phase: 'ended' }>): Promise<void> =>
  !result.success && UNKNOWN_END.has(result.code) ? startRun(wanted, requestId) : startRun(wanted);

/** One at a time for each kind. A new request id is a new generation. */
export async function startRun(wanted: Wanted, requestId: string = crypto.randomUUID()): Promise<void> {
  const { aiType } = wanted;
  const { userId, byKind } = useRuns.getState();
  if (byKind[aiType]?.phase === 'running') return;
  const controller = new AbortController();
  put(aiType, { phase: 'running', wanted, percent: 0, text: '', stopping: false, controller });
  const mine = (): Extract<Run, { phase: 'running' }> | undefined => {
    const run = useRuns.getState().byKind[aiType];
    return run?.phase === 'running' && run.controller === controller ? run : undefined;
  };
  const result = await tollgate().generate(
    { ...wanted, requestId },
    {
      signal: controller.signal,
      onProgress: (percent) => {
        const run = mine();
        if (run) put(aiType, { ...run, percent });
      },
      onText: (piece) => {
        const run = mine();
        if (run) put(aiType, { ...run, text: run.text + piece });
      },
    },
  );
  if (useRuns.getState().userId === userId && mine()) {
    put(aiType, { phase: 'ended', wanted, requestId, result, endedAtMs: Date.now() });
    // A refusal may know better what is left than this page. A generation changes the user's document, which tells it.
    if (!result.success) void refreshProfile();
  }
}

export function stopRun(aiType: AiType): void {
  const run = useRuns.getState().byKind[aiType];
  if (run?.phase !== 'running') return;
  put(aiType, { ...run, stopping: true });
  run.controller.abort();
}

export const dismissRun = (aiType: AiType): void => put(aiType, undefined);
