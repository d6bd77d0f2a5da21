import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from '@tollgate/contract/documents';
import * as z from 'zod';
import { activityIdOf } from '../gate/activity.ts';
import type { EndCommand } from '../gate/decide-end.ts';
import { log } from '../platform/log.ts';
import { type Generated, type GenerationContext, ProviderError } from './provider.ts';
import { providerFor } from './providers.ts';
import { resultPath, resultStore, stored } from './result-store.ts';

/** Why a running generation is stopped before its end. */
export type StopReason = 'cancelled' | 'timeout' | 'lost';

/** How an activity shall end, but for who says so. */
export type Ending =
  | Omit<Extract<EndCommand, { by: 'server'; delivered: unknown }>, 'by' | 'holder'>
  | Omit<Extract<EndCommand, { by: 'server'; error: unknown }>, 'by' | 'holder'>;

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

/** Has the provider generate, keeps what it delivers, and says how the activity shall end. Never throws. */
export async function produce(
  activity: Activity,
  prompt: string,
  signal: AbortSignal,
  onPiece: (progress: number, text?: string) => void,
): Promise<Ending> {
  const { aiType, service, unit, units, userId, requestId } = activity;
  const activityId = activityIdOf(userId, requestId);
  const context = { signal, ...pieces(onPiece) };
  try {
    const provider = await providerFor(service);
    const said = await Promise.race([
      provider.generate({ aiType, service, prompt, unit, units }, context),
      graceAfter(signal),
    ]);
    const generated = generatedSchema.parse(said);
    // What it cost us is in the log, not in the activity: that document is its owner's to read.
    log.info('a provider billed', {
      activityId,
      service,
      providerCostMicroUsd: generated.providerCostMicroUsd,
    });
    const stopped: StopReason | null = signal.aborted ? signal.reason : null;
    if (stopped === 'timeout') return failed('timed_out', 'The generation took too long and was stopped.');
    if (stopped === 'lost') return failed('lost', 'Another run of this generation has taken over.');
    const delivered = await keep(activity, activityId, generated);
    return { status: stopped === 'cancelled' ? 'cancelled' : 'completed', delivered };
  } catch (error) {
    if (error instanceof ProviderError) return failed(error.code, error.message);
    log.error('a generation failed', withoutMessage(error), { activityId, service });
    return failed('provider_failed', 'The generation failed.');
  }
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

/** Rejects when a provider that was asked to stop does not. */
async function graceAfter(signal: AbortSignal): Promise<never> {
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await wait(GRACE_MS, undefined, { ref: false });
  throw new ProviderError('timed_out', 'The generation did not stop in time.');
}

const failed = (code: string, message: string): Ending => ({ status: 'failed', error: { code, message } });

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

/** An error of somebody else's SDK may quote the prompt in its message; its name and place are enough for the log. */
function withoutMessage(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
