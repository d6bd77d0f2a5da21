import type { AiType, GenerationResult, LiveActivity, Result } from '@tollgate/client';
import { serverNow } from '@tollgate/client/clock';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { refreshProfile } from '../../shared/account.ts';
import { isOpen } from '../../shared/activity-credits.ts';
import { tollgate } from '../../shared/sdk.ts';
import { put, type Run, type Running, runOf, useRuns } from './run-store.ts';

/**
 * Generations that run without this page: somebody reloaded in the middle of one, or has another tab. They
 * are shown by their documents, where nothing else of their kind is, and end here like any other.
 */

/** More than one can have running at once. */
const FOLLOWED = 10;
/** The preview of a prompt has at most so many characters; a shorter one is the whole prompt. */
const PREVIEW_CHARS = 80;

/** Follows the newest generations of whoever is signed in; returns what ends it. */
export const followElsewhere = (): (() => void) =>
  tollgate().subscribeToOwnActivity((activities) => {
    for (const activity of activities) take(activity);
  }, FOLLOWED);

function take(activity: LiveActivity): void {
  const { activityId, aiType, runBy, progress: percent } = activity;
  if (runBy !== 'server') return;
  if (isUnconfirmed(useRuns.getState().byKind[aiType], activityId)) {
    // It has begun after all: it is shown as what it is, while the SDK goes on asking that it be stopped.
    put(aiType, { ...adopted(activity), stopping: true });
  }
  const run = useRuns.getState().byKind[aiType];
  const known = run?.phase === 'running' && run.activityId === activityId ? run : undefined;
  if (!isOpen(activity)) {
    if (known) void finish(activity, known.controller);
    return;
  }
  if (known) put(aiType, { ...known, percent: Math.max(known.percent, percent) });
  else if (run === undefined) put(aiType, adopted(activity));
}

const isUnconfirmed = (run: Run | undefined, activityId: string): boolean =>
  run?.phase === 'ended' && run.result.code === 'unconfirmed' && run.result.activityId === activityId;

function adopted({ activityId, aiType, service, promptPreview, units, progress }: LiveActivity): Running {
  const isCut = Array.from(promptPreview).length >= PREVIEW_CHARS;
  return {
    phase: 'running',
    wanted: { aiType, service, prompt: promptPreview, units, ...(isCut ? { isCut } : {}) },
    percent: progress,
    text: '',
    stopping: false,
    offline: false,
    controller: cancelling(activityId, aiType),
    activityId,
  };
}

/** Aborting it asks the system to stop the generation. */
function cancelling(activityId: string, aiType: AiType): AbortController {
  const controller = new AbortController();
  controller.signal.addEventListener('abort', async () => {
    const answer = await tollgate().cancel(activityId);
    const run = runOf(aiType, controller);
    // It goes on, and can be asked again.
    if (!answer.success && run)
      put(aiType, { ...run, stopping: false, controller: cancelling(activityId, aiType) });
  });
  return controller;
}

async function finish(activity: LiveActivity, controller: AbortController): Promise<void> {
  const { activityId, aiType, hasResult } = activity;
  const found = hasResult ? await tollgate().getResult(activityId) : null;
  const run = runOf(aiType, controller);
  if (!run) return;
  const made = found?.data?.result ?? null;
  // Made and paid for, but its address did not come: it is in the history.
  if (activity.status === 'completed' && !made) return put(aiType, undefined);
  const result = endOf(activity, made);
  put(aiType, { phase: 'ended', wanted: run.wanted, result, endedAtMs: serverNow(), requestId: null });
  void refreshProfile();
}

/** As `generate` would have answered. */
export function endOf(activity: LiveActivity, made: GenerationResult | null): Result<GenerationResult> {
  const { activityId, status, chargedMicro, creditsMicroAtEnd: remainingMicro } = activity;
  const spent = {
    activityId,
    creditsUsed: chargedMicro / MICRO_PER_CREDIT,
    creditsUsedMicro: chargedMicro,
    remainingCredits: remainingMicro === null ? null : remainingMicro / MICRO_PER_CREDIT,
    remainingMicro,
  };
  if (status === 'completed' && made) {
    return { success: true, data: made, error: null, code: null, details: {}, ...spent };
  }
  const code = status === 'cancelled' ? 'cancelled' : 'provider_failed';
  const told = { code, retryAfterMs: null, required: null, available: null, details: {} } as const;
  return { success: false, data: made, error: '', message: '', ...told, ...spent };
}
