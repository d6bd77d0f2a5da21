import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '@tollgate/contract/activity/activity';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import * as z from 'zod';
import type { Delivered, EndCommand } from '../gate/end-command.ts';
import { nowMs } from '../platform/clock.ts';
import { log } from '../platform/log.ts';
import { resultPath, stored } from '../results/result-file.ts';
import { resultStore } from '../results/result-store.ts';
import { type Generated, type GenerationContext, ProviderError } from './provider.ts';
import { providerFor } from './providers.ts';

/** Why a running generation is stopped before its end. */
export type StopReason = 'cancelled' | 'timeout' | 'lost';

/**
 * How an activity shall end, but for who says so. `text` is what has been kept as its result, for the
 * caller's answer.
 */
export type Ending = (
  | Omit<Extract<EndCommand, { by: 'server'; delivered: unknown }>, 'by' | 'holder'>
  | Omit<Extract<EndCommand, { by: 'server'; error: unknown }>, 'by' | 'holder'>
) & { text?: string };

/** What has been delivered, with its text where that is the result. */
interface Kept {
  delivered: Delivered;
  text?: string;
}

/** A provider is somebody else's code: nothing that it says goes into a document unchecked. */
const count = z.int().min(0);
const generatedSchema = z.object({
  content: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('file'), bytes: z.instanceof(Uint8Array), mimeType: z.string() }),
      z.object({ kind: z.literal('text'), text: z.string() }),
    ])
    .nullable(),
  usedUnits: count,
  tokens: z.object({ input: count, output: count }).nullable(),
  providerCostMicroUsd: count,
  simulated: z.boolean(),
}) satisfies z.ZodType<Generated>;

/** A provider that is asked to stop has this long to hand over what it has. */
const GRACE_MS = 10_000;

/**
 * Has the provider generate, keeps what it delivered, and says how the activity shall end. Never throws.
 * Whatever becomes of the provider, text that has gone out is delivered: by it a cancel or a time-out is
 * charged, and a failure is counted.
 */
export async function produce(
  activity: Activity,
  prompt: string,
  signal: AbortSignal,
  onPiece: (progress: number, text?: string) => void,
): Promise<Ending> {
  const { aiType, service, unit, units, userId, requestId } = activity;
  const activityId = activityIdOf(userId, requestId);
  const sent = sentText(activity);
  let simulated = false;
  const context = {
    signal,
    ...pieces((percent, text) => {
      sent.add(text);
      onPiece(percent, text);
    }),
  };
  try {
    const provider = await providerFor(service);
    simulated = provider.simulates ?? false;
    const said = await Promise.race([
      provider.generate({ aiType, service, prompt, unit, units }, context),
      graceAfter(signal, activity.holdExpiresAt),
    ]);
    const generated = generatedSchema.parse(said);
    // What it cost us is in the log, not in the activity: that document is its owner's to read.
    log.info('a provider billed', {
      activityId,
      service,
      providerCostMicroUsd: generated.providerCostMicroUsd,
    });
    if (stopOf(signal) === 'lost') return lost();
    // Told to stop, some say that there is nothing, whatever they had given by then.
    const streamed =
      signal.aborted && generated.usedUnits === 0 ? await sent.kept(activityId, simulated) : null;
    return stoppedAt(signal, streamed ?? (await keep(activity, activityId, generated)));
  } catch (error) {
    if (!(error instanceof ProviderError))
      log.error('a generation failed', withoutMessage(error), { activityId, service });
    if (stopOf(signal) === 'lost') return lost();
    const streamed = await sent.kept(activityId, simulated);
    // Told to stop, it threw: that is no failure.
    if (signal.aborted) return stoppedAt(signal, streamed ?? { delivered: NOTHING });
    const { code, message } =
      error instanceof ProviderError ? error : { code: 'provider_failed', message: 'The generation failed.' };
    if (!streamed) return failed(code, message);
    const { delivered, ...text } = streamed;
    return { ...failed(code, message), streamed: delivered, ...text };
  }
}

const stopOf = (signal: AbortSignal): StopReason | null => (signal.aborted ? signal.reason : null);

const lost = (): Ending => failed('lost', 'Another run of this generation has taken over.');

const NOTHING: Delivered = { usedUnits: 0, tokens: null, result: null };

function stoppedAt(signal: AbortSignal, kept: Kept): Ending {
  const reason = stopOf(signal);
  if (reason === 'timeout') return { status: 'timed_out', ...kept };
  return { status: reason === 'cancelled' ? 'cancelled' : 'completed', ...kept };
}

/**
 * The text that has gone out, for a provider that does not say how much that was. A piece of a stream is at
 * least a token, so what is counted is never more than what came.
 */
function sentText({ unit, units, userId }: Activity) {
  let text = '';
  let count = 0;
  return {
    add(piece: string | undefined): void {
      if (!piece) return;
      text += piece;
      count++;
    },
    async kept(activityId: string, simulated: boolean): Promise<Kept | null> {
      if (count === 0 || (unit !== 'token' && unit !== 'request')) return null;
      const usedUnits = unit === 'token' ? Math.min(count, units) : 1;
      try {
        const result = await keepText(userId, activityId, text, simulated);
        return { delivered: { usedUnits, tokens: null, result }, text };
      } catch (error) {
        log.error('a part of a text could not be kept', error, { activityId });
        return { delivered: { usedUnits, tokens: null, result: null } };
      }
    },
  };
}

/** Progress as whole per cents that only grow; 100 is said by the end alone. */
function pieces(onPiece: (progress: number, text?: string) => void): Omit<GenerationContext, 'signal'> {
  let percent = 0;
  return {
    onProgress: (now) => {
      const next = Number.isFinite(now) ? Math.min(99, Math.floor(now)) : percent;
      if (next <= percent) return;
      percent = next;
      onPiece(percent);
    },
    onText: (text) => onPiece(percent, text),
  };
}

/**
 * Rejects when a provider that was asked to stop does not; before the hold's deadline, or the sweep would
 * give away what is not settled yet.
 */
async function graceAfter(signal: AbortSignal, deadlineMs: number): Promise<never> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  const graceMs = Math.min(GRACE_MS, Math.max(0, (deadlineMs - nowMs()) / 2));
  await wait(graceMs, undefined, { ref: false });
  throw new ProviderError('timed_out', 'The generation did not stop in time.');
}

const failed = (code: string, message: string) => ({ status: 'failed' as const, error: { code, message } });

/** Puts what was generated into the store, before it is charged. */
async function keep({ userId }: Activity, activityId: string, generated: Generated): Promise<Kept> {
  const { content, usedUnits, tokens, simulated } = generated;
  if (!content) return { delivered: { usedUnits, tokens, result: null } };
  if (content.kind === 'file') {
    const { bytes, mimeType } = content;
    const result = await save(userId, activityId, { bytes, mimeType, simulated });
    return { delivered: { usedUnits, tokens, result } };
  }
  const { text } = content;
  return {
    delivered: { usedUnits, tokens, result: await keepText(userId, activityId, text, simulated) },
    text,
  };
}

const keepText = (userId: string, activityId: string, text: string, simulated: boolean) =>
  save(userId, activityId, { bytes: new TextEncoder().encode(text), mimeType: 'text/plain', simulated });

async function save(
  userId: string,
  activityId: string,
  { bytes, mimeType, simulated }: { bytes: Uint8Array; mimeType: string; simulated: boolean },
) {
  const path = resultPath(userId, activityId, mimeType);
  await resultStore().save(path, bytes, mimeType);
  return stored(path, bytes, mimeType, simulated);
}

/**
 * An error of somebody else's SDK may quote the prompt in its message; its name and place are enough for the
 * log.
 */
function withoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
