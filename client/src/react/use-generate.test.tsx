// @vitest-environment jsdom
import { act, render, renderHook } from '@testing-library/react';
import type { GenerationResult } from '@tollgate/contract/activity/generation';
import { studio } from '@tollgate/contract/config/presets/studio';
import { publicPrices } from '@tollgate/contract/pricing/prices';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { type Result, refused, spent, succeed } from '../outcome.ts';
import type { GenerateInput, GenerateOptions } from '../requests.ts';
import { CreditsProvider } from './provider.tsx';
import './render.tsx';
import { testCredits } from './testing.ts';
import { useCredits } from './use-credits.ts';
import { useGenerate } from './use-generate.ts';

const done: Result<GenerationResult> = {
  ...succeed({ text: 'Hello', mimeType: 'text/plain', simulated: true }),
  ...spent('ada.1', { chargedMicro: 1_000, creditsMicro: 9_000 }),
};
const failed = (code: 'network' | 'provider_failed' | 'cancelled') =>
  refused({ code, message: 'It did not work.', details: {} });

/** A server that generates when the test says so. */
async function hook(account: Parameters<typeof testCredits>[0] = {}) {
  const calls: {
    input: GenerateInput;
    options: GenerateOptions;
    end: (result: Result<GenerationResult>) => void;
  }[] = [];
  const tollgate = testCredits(account, {
    generate: (input, options = {}) => new Promise((end) => calls.push({ input, options, end })),
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <CreditsProvider tollgate={tollgate}>{children}</CreditsProvider>
  );
  const { result, unmount } = renderHook(() => useGenerate(), { wrapper });
  await act(async () => {});
  const call = (index: number) => {
    const found = calls[index];
    if (!found) throw new Error(`there was no call ${index}`);
    return found;
  };
  return { it: () => result.current, calls, call, tollgate, unmount };
}

const testPrices = publicPrices({ ...studio.credit_config, version: 1 });
const wanted = { aiType: 'chat', service: 'gemini', prompt: 'hello' } as const;

describe('useGenerate', () => {
  it('shows progress and text as they come, then the end, and asks what is left', async () => {
    const { it: hooked, call, tollgate } = await hook();
    expect(hooked().generation).toEqual({ status: 'idle' });
    act(() => void hooked().generate(wanted));
    act(() => {
      call(0).options.onProgress?.(40);
      call(0).options.onText?.('Hel');
      call(0).options.onText?.('lo');
    });
    expect(hooked().generation).toMatchObject({ status: 'running', progress: 40, text: 'Hello' });
    await act(async () => call(0).end(done));
    expect(hooked().generation).toMatchObject({
      status: 'ended',
      outcome: { success: true, creditsUsed: 0.001 },
    });
    expect(tollgate.asked).toEqual(['ensureUser', 'ensureUser']);
  });

  it('runs one at a time', async () => {
    const { it: hooked, calls } = await hook();
    act(() => void hooked().generate(wanted));
    await act(async () => expect(await hooked().generate(wanted)).toBeNull());
    expect(calls).toHaveLength(1);
  });

  it('cancels', async () => {
    const { it: hooked, call } = await hook();
    act(() => void hooked().generate(wanted));
    act(() => hooked().cancel());
    expect(hooked().generation).toMatchObject({ isCancelling: true });
    expect(call(0).options.signal?.aborted).toBe(true);
    await act(async () => call(0).end(failed('cancelled')));
    expect(hooked().generation).toMatchObject({ outcome: { code: 'cancelled' } });
  });

  it('repeats under the same request id what may have run, and under a new one what has failed', async () => {
    const { it: hooked, calls, call } = await hook();
    const id = (index: number) => call(index).input.requestId;
    act(() => void hooked().generate(wanted));
    await act(async () => call(0).end(failed('network')));
    act(() => void hooked().retry());
    await act(async () => call(1).end(failed('provider_failed')));
    act(() => void hooked().retry());
    await act(async () => call(2).end(done));
    expect(id(1)).toBe(id(0));
    expect(id(2)).not.toBe(id(1));
    expect(calls.map(({ input }) => input.prompt)).toEqual(['hello', 'hello', 'hello']);
  });

  it('is not cancelled by leaving the page', async () => {
    const { it: hooked, call, unmount } = await hook();
    act(() => void hooked().generate(wanted));
    unmount();
    expect(call(0).options.signal?.aborted).toBe(false);
    call(0).end(done);
  });

  it('shows nobody what the user before them made, and repeats nothing of theirs', async () => {
    const { it: hooked, calls, call, tollgate } = await hook();
    act(() => void hooked().generate(wanted));
    await act(async () => tollgate.change({ user: null }));
    await act(async () => tollgate.change({ user: { userId: 'bob', isGuest: false } }));
    expect(hooked().isRunning).toBe(false);
    await act(async () => call(0).end(failed('network')));
    expect(hooked().generation).toEqual({ status: 'idle' });
    await act(async () => expect(await hooked().retry()).toBeNull());
    expect(calls).toHaveLength(1);
    act(() => void hooked().generate(wanted));
    expect(calls).toHaveLength(2);
  });

  it('shows it to the next user not for one frame', async () => {
    const shown: string[] = [];
    let start = () => {};
    function Page() {
      const { userId } = useCredits({ history: 0 });
      const { generation, generate } = useGenerate();
      start = () => void generate(wanted);
      shown.push(`${userId} ${generation.status}`);
      return null;
    }
    const tollgate = testCredits({}, { generate: async () => done });
    render(
      <CreditsProvider tollgate={tollgate}>
        <Page />
      </CreditsProvider>,
    );
    await act(async () => start());
    expect(shown.at(-1)).toBe('ada ended');
    await act(async () => tollgate.change({ user: { userId: 'bob', isGuest: false } }));
    expect(shown.filter((frame) => frame.startsWith('bob'))).not.toContain('bob ended');
  });

  it('keeps what a guest made when they sign up', async () => {
    const { it: hooked, call, tollgate } = await hook();
    await act(async () => tollgate.change({ user: { userId: 'ada', isGuest: true } }));
    act(() => void hooked().generate(wanted));
    await act(async () => call(0).end(done));
    await act(async () => tollgate.change({ user: { userId: 'ada', isGuest: false } }));
    expect(hooked().generation).toMatchObject({ status: 'ended', outcome: { success: true } });
  });

  it('lets nothing cost more than the page knew, and takes a new price when it is tried again', async () => {
    const { it: hooked, call } = await hook({ prices: testPrices });
    act(() => void hooked().generate(wanted));
    expect(call(0).input.maxCostMicro).toBe(500_000);
    const quote = {
      service: 'gemini',
      units: 500,
      unit: 'token',
      costMicro: 900_000,
      priceVersion: 2,
    } as const;
    const details = { requiredMicro: 900_000, quote };
    await act(async () => call(0).end(refused({ code: 'price_changed', message: 'Dearer.', details })));
    act(() => void hooked().retry());
    expect(call(1).input.maxCostMicro).toBe(900_000);
  });
});
