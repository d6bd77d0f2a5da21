import type { Activity } from '@tollgate/contract/activity/activity';
import { beforeEach, expect, it, vi } from 'vitest';
import { produce, type StopReason } from './produce.ts';
import { type Generated, type GenerationProvider, ProviderError } from './provider.ts';

/** Providers as they are found: some fail late, some throw when they are told to stop, some never stop. */

let generate: GenerationProvider['generate'];
const saved: string[] = [];
/** The time that a provider has to stop: over at once, where a test doesn't say otherwise. */
let grace: (ms: number) => Promise<void>;

vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => grace(ms) }));
vi.mock('./providers.ts', () => ({
  providerFor: async () => ({ generate: (...asked: Parameters<typeof generate>) => generate(...asked) }),
}));
vi.mock('../results/result-store.ts', async (original) => ({
  ...(await original<typeof import('../results/result-store.ts')>()),
  resultStore: () => ({
    save: async (_path: string, bytes: Uint8Array) => void saved.push(new TextDecoder().decode(bytes)),
  }),
}));

const activity = {
  ...{ userId: 'ada', requestId: 'r1', aiType: 'chat', service: 'x', unit: 'token', units: 4 },
} as Activity;

beforeEach(() => {
  saved.length = 0;
  grace = async () => undefined;
});

/** Streams so many pieces and then does what `next` says; stopped by `reason` right after. */
async function ending(
  pieces: number,
  next: (signal: AbortSignal) => Promise<Generated>,
  reason?: StopReason,
) {
  const stop = new AbortController();
  generate = async (_request, { onText, signal }) => {
    for (let piece = 0; piece < pieces; piece++) onText(`w${piece} `);
    if (reason) stop.abort(reason);
    return next(signal);
  };
  return produce(activity, 'hello', stop.signal, () => {});
}

const breaks = () => Promise.reject(new ProviderError('broke', 'It broke.'));
const throws = (signal: AbortSignal) => Promise.reject(signal.reason ?? new Error('AbortError'));

it('a failure tells what text had gone out before it, and keeps that', async () => {
  expect(await ending(3, breaks)).toMatchObject({
    ...{ status: 'failed', error: { code: 'broke' } },
    streamed: { usedUnits: 3, result: { mimeType: 'text/plain' } },
    text: 'w0 w1 w2 ',
  });
  expect(saved).toEqual(['w0 w1 w2 ']);
  expect(await ending(0, breaks)).toEqual({
    status: 'failed',
    error: { code: 'broke', message: 'It broke.' },
  });
});

it('a provider that throws when it is told to stop has delivered what went out, never more than was held', async () => {
  expect(await ending(2, throws, 'timeout')).toMatchObject({
    status: 'timed_out',
    delivered: { usedUnits: 2 },
  });
  expect(await ending(9, throws, 'cancelled')).toMatchObject({
    status: 'cancelled',
    delivered: { usedUnits: 4 },
  });
  expect(await ending(0, throws, 'timeout')).toMatchObject({
    status: 'timed_out',
    delivered: { usedUnits: 0 },
  });
});

it('so has one that never stops', async () => {
  const never = ending(2, () => new Promise<never>(() => {}), 'timeout');
  expect(await never).toMatchObject({ status: 'timed_out', delivered: { usedUnits: 2 } });
});

it('so has one that says, when it is told to stop, that there is nothing', async () => {
  const nothing = { content: null, usedUnits: 0, tokens: null, providerCostMicroUsd: 0, simulated: true };
  const none = async () => nothing;
  grace = () => new Promise<never>(() => {});
  expect(await ending(3, none, 'timeout')).toMatchObject({
    ...{ status: 'timed_out', delivered: { usedUnits: 3, result: { mimeType: 'text/plain' } } },
  });
  expect(saved).toEqual(['w0 w1 w2 ']);
  expect(await ending(2, none, 'cancelled')).toMatchObject({ delivered: { usedUnits: 2 } });
  expect(await ending(0, none, 'timeout')).toMatchObject({ delivered: { usedUnits: 0, result: null } });
  // By itself, it is believed: what it gave was for nothing.
  expect(await ending(2, none)).toMatchObject({ status: 'completed', delivered: { usedUnits: 0 } });
  const some = async () => ({ ...nothing, usedUnits: 1 });
  expect(await ending(2, some, 'timeout')).toMatchObject({ delivered: { usedUnits: 1 } });
});

it('one that never stops is given up before the deadline of its hold, after which the sweep would give all of it away', async () => {
  const waited: number[] = [];
  grace = async (ms) => void waited.push(ms);
  const never = () => new Promise<never>(() => {});
  for (const leftMs of [60_000, 6_000, -1]) {
    activity.holdExpiresAt = Date.now() + leftMs;
    expect(await ending(2, never, 'timeout')).toMatchObject({ delivered: { usedUnits: 2 } });
  }
  const [long, short = Number.NaN, none] = waited;
  expect([long, none]).toEqual([10_000, 0]);
  expect(short).toBeGreaterThan(2_000);
  expect(short).toBeLessThanOrEqual(3_000);
});

it('a text comes along as it was kept, so that nobody reads it again; without a result there is none', async () => {
  const whole = { usedUnits: 2, tokens: null, providerCostMicroUsd: 0, simulated: true };
  const text = async () => ({ ...whole, content: { kind: 'text' as const, text: 'all of it' } });
  expect(await ending(2, text)).toMatchObject({ status: 'completed', text: 'all of it' });
  expect(saved).toEqual(['all of it']);
  expect(await ending(2, async () => ({ ...whole, content: null }))).not.toHaveProperty('text');
});
