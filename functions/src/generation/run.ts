import { isOpen } from '@tollgate/contract/ai-types';
import type { Activity, EndAnswer } from '@tollgate/contract/documents';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals';
import { activityIdOf, LEASE_MS } from '../gate/activity.ts';
import type { EndCommand } from '../gate/decide-end.ts';
import { end, report, watch } from '../gate/store.ts';
import { nowMs } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { type Generated, ProviderError } from './provider.ts';
import { providerFor } from './providers.ts';
import { resultPath, resultStore, stored } from './result-store.ts';

/** Progress is written at most this often. */
const TICK_MS = 1_000;
/** A lease is renewed this often while nothing else is written. */
const HEARTBEAT_MS = 20_000;
/** A generation stops this long before its hold's deadline, so that its settle comes before the sweep's release. */
const MARGIN = 0.1;

/**
 * Runs the generation of an activity that this process has the lease of, and settles it: what was delivered is
 * charged, a failure or a time-out costs nothing, a cancel costs what had been delivered by then.
 */
export async function runGeneration(
  activity: Activity,
  prompt: string,
  onPiece: (progress: number, text?: string) => void = () => {},
): Promise<EndAnswer | Refusal> {
  const activityId = activityIdOf(activity.userId, activity.requestId);
  const stop = new AbortController();
  const timeoutMs = Math.max(0, (activity.holdExpiresAt - nowMs()) * (1 - MARGIN));
  const timer = setTimeout(() => stop.abort('timeout'), timeoutMs);
  const unwatch = watch(
    activityId,
    (current) => {
      if (current.cancelRequestedAt !== null || !isOpen(current.status)) stop.abort('cancelled');
    },
    // Without the listener a cancel comes too late, which costs the user; the generation itself goes on.
    (error) => log.error('a running generation lost its listener', error, { activityId }),
  );
  const progress = progressWriter(activity, activityId);
  let command: EndCommand;
  try {
    command = await generate(activity, activityId, prompt, stop.signal, (percent, text) => {
      progress.set(percent);
      onPiece(percent, text);
    });
  } finally {
    clearTimeout(timer);
    unwatch();
    await progress.stop();
  }
  const ended = await end(activityId, command);
  if (isRefusal(ended))
    log.warn('a generation ended after its activity', { activityId, reason: ended.reason });
  return ended;
}

async function generate(
  activity: Activity,
  activityId: string,
  prompt: string,
  signal: AbortSignal,
  onPiece: (progress: number, text?: string) => void,
): Promise<EndCommand> {
  let percent = 0;
  const { aiType, service, unit, units } = activity;
  try {
    const provider = await providerFor(service);
    const generated = await provider.generate(
      { aiType, service, prompt, unit, units },
      {
        signal,
        onProgress: (now) => {
          percent = Math.min(99, Math.max(percent, Math.floor(now)));
          onPiece(percent);
        },
        onText: (text) => onPiece(percent, text),
      },
    );
    // What it cost us is in the log, not in the activity: that document is its owner's to read.
    log.info('a provider billed', {
      activityId,
      service,
      providerCostMicroUsd: generated.providerCostMicroUsd,
    });
    if (signal.aborted && signal.reason === 'timeout') {
      return failed('timed_out', 'The generation took too long and was stopped.');
    }
    const delivered = await keep(activity, activityId, generated);
    return { by: 'server', status: signal.aborted ? 'cancelled' : 'completed', delivered };
  } catch (error) {
    if (error instanceof ProviderError) return failed(error.code, error.message);
    log.error('a generation failed', error, { activityId, service });
    return failed('provider_failed', 'The generation failed.');
  }
}

const failed = (code: string, message: string): EndCommand => ({
  by: 'server',
  status: 'failed',
  error: { code, message },
});

/** Puts what was generated into the store, before it is charged. */
async function keep({ userId }: Activity, activityId: string, generated: Generated) {
  const { content, usedUnits, tokens, simulated } = generated;
  if (!content) return { usedUnits, tokens, result: null };
  const isText = content.kind === 'text';
  const bytes = isText ? new TextEncoder().encode(content.text) : content.bytes;
  const mimeType = isText ? 'text/plain' : content.mimeType;
  const path = resultPath(userId, activityId, mimeType);
  await resultStore().save(path, bytes, mimeType);
  return { usedUnits, tokens, result: stored(path, bytes, mimeType, simulated) };
}

/** Writes progress at most once a second and keeps the lease alive, one write at a time. */
function progressWriter({ lease, progress: begun }: Activity, activityId: string) {
  let latest = begun;
  let written = begun;
  let writtenAtMs = nowMs();
  let writing = Promise.resolve();
  const write = async () => {
    const renewed = lease ? { lease: { ...lease, expiresAt: nowMs() + LEASE_MS } } : {};
    const outcome = await report(activityId, { progress: latest, ...renewed });
    if (isRefusal(outcome)) log.info('progress not recorded', { activityId, reason: outcome.reason });
  };
  const ticker = setInterval(() => {
    if (latest === written && nowMs() - writtenAtMs < HEARTBEAT_MS) return;
    written = latest;
    writtenAtMs = nowMs();
    writing = writing
      .then(write)
      .catch((error: unknown) => log.error('progress not recorded', error, { activityId }));
  }, TICK_MS);
  return {
    set: (percent: number) => {
      latest = percent;
    },
    stop: () => {
      clearInterval(ticker);
      return writing;
    },
  };
}
