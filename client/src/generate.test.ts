import type { GenerateAnswer } from '@tollgate/contract/activity/generation';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ended, fakeCore, liveActivity, lostNetwork, refusal } from './fake-core.ts';
import { generate } from './generate.ts';

const wanted = { aiType: 'chat', service: 'local-chat', prompt: 'hello' } as const;

const answer = (changes: Partial<GenerateAnswer> = {}): GenerateAnswer => ({
  activityId: 'ada.request-1',
  status: 'completed',
  result: { text: 'hello there', mimeType: 'text/plain', simulated: true },
  chargedMicro: 12_000,
  creditsMicro: 9_988_000,
  ...changes,
});

afterEach(() => {
  vi.useRealTimers();
});

describe('generate', () => {
  it('streams progress and text, then says what it made, cost and left', async () => {
    const { core } = fakeCore({
      stream: (_input, onChunk) => {
        onChunk({ progress: 10, text: 'hello ' });
        onChunk({ progress: 5 });
        onChunk({ progress: 90, text: 'there' });
        return answer();
      },
    });
    const seen: (number | string)[] = [];
    const result = await generate(core, wanted, {
      onProgress: (percent) => seen.push(percent),
      onText: (piece) => seen.push(piece),
    });
    expect(seen).toEqual([10, 'hello ', 90, 'there']);
    expect(result).toMatchObject({
      success: true,
      data: { text: 'hello there' },
      creditsUsed: 0.012,
      creditsUsedMicro: 12_000,
      remainingCredits: 9.988,
      remainingMicro: 9_988_000,
      activityId: 'ada.request-1',
      error: null,
      code: null,
    });
  });

  it('is not failed by what the app throws when it is told: it is made, and paid for', async () => {
    vi.useFakeTimers();
    const { core } = fakeCore({
      stream: (_input, onChunk) => {
        onChunk({ progress: 10, text: 'hello' });
        return answer();
      },
    });
    const broken = () => {
      throw new Error('a fault of the app');
    };
    const result = await generate(core, wanted, { onProgress: broken, onText: broken });
    expect(result).toMatchObject({ success: true, creditsUsed: 0.012 });
    expect(() => vi.runAllTimers()).toThrow('a fault of the app');
  });

  it('answers a refusal as a value, with what is missing, and asks only once', async () => {
    const { core, names } = fakeCore({
      stream: () => {
        throw refusal('insufficient_credits', 'You need 5 credits and have 2.', {
          requiredMicro: 5_000_000,
          availableMicro: 2_000_000,
        });
      },
    });
    expect(await generate(core, wanted, {})).toMatchObject({
      success: false,
      code: 'insufficient_credits',
      error: 'You need 5 credits and have 2.',
      details: { requiredMicro: 5_000_000, availableMicro: 2_000_000 },
      creditsUsed: 0,
      remainingCredits: 2,
      activityId: null,
    });
    expect(names()).toEqual(['generate']);
  });

  it('repeats after a lost line and after contention with the same request id, no sooner than told', async () => {
    const troubles = [lostNetwork(), refusal('contended', 'Busy.', { retryAfterMs: 2_000 })];
    const { core, asked, waits } = fakeCore({
      stream: () => {
        const trouble = troubles.shift();
        if (trouble) throw trouble;
        return answer();
      },
    });
    expect(await generate(core, wanted, {})).toMatchObject({ success: true, creditsUsedMicro: 12_000 });
    expect(asked.map((call) => call.input.requestId)).toEqual(['request-1', 'request-1', 'request-1']);
    expect(waits[0]).toBeLessThanOrEqual(300);
    expect(waits[1]).toBeGreaterThanOrEqual(2_000);
  });

  it('gives up on a dead line after five attempts and says so', async () => {
    const { core, asked } = fakeCore({
      stream: () => {
        throw lostNetwork();
      },
    });
    const result = await generate(core, wanted, {});
    expect(result).toMatchObject({ success: false, code: 'network', activityId: 'ada.request-1' });
    expect(asked).toHaveLength(5);
  });

  it('follows a generation that goes on as a job to its end and fetches the result', async () => {
    const { core } = fakeCore(
      {
        stream: () => answer({ status: 'pending', result: null, chargedMicro: 0 }),
        getResult: ({ activityId }) => ({
          activityId: String(activityId),
          result: { url: 'http://files/1', mimeType: 'image/gif', simulated: true },
        }),
      },
      () => liveActivity({ status: 'completed', chargedMicro: 20_000_000, creditsMicroAtEnd: 5_000_000 }),
    );
    expect(await generate(core, wanted, {})).toMatchObject({
      success: true,
      data: { url: 'http://files/1' },
      creditsUsed: 20,
      remainingCredits: 5,
    });
  });

  it('tells what went wrong with a failed job, and that it cost nothing', async () => {
    const { core } = fakeCore({ stream: () => answer({ status: 'processing', result: null }) }, () =>
      liveActivity({
        status: 'failed',
        hasResult: false,
        error: { code: 'provider_failed', message: 'The model was unreachable.' },
      }),
    );
    expect(await generate(core, wanted, {})).toMatchObject({
      success: false,
      code: 'provider_failed',
      error: 'The model was unreachable.',
      creditsUsed: 0,
    });
  });

  it('asks the server to stop when aborted, and gives the part that was delivered and charged', async () => {
    const controller = new AbortController();
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const { core, asked } = fakeCore(
      {
        stream: async (_input, onChunk) => {
          onChunk({ progress: 40, text: 'hello' });
          controller.abort();
          await stopped;
          return answer({
            status: 'cancelled',
            result: { text: 'hello', mimeType: 'text/plain', simulated: true },
            chargedMicro: 5_000,
          });
        },
        cancelActivity: () => {
          stop();
          return { ...ended('cancelled', 5_000, 9_995_000), status: 'processing' };
        },
      },
      () => liveActivity({ status: 'processing' }),
    );
    expect(await generate(core, wanted, { signal: controller.signal })).toMatchObject({
      success: false,
      code: 'cancelled',
      data: { text: 'hello' },
      creditsUsed: 0.005,
    });
    expect(asked[1]).toEqual({ name: 'cancelActivity', input: { activityId: 'ada.request-1' } });
  });

  it('asks again when a cancel overtakes the hold it is for', async () => {
    const controller = new AbortController();
    let cancels = 0;
    const { core } = fakeCore(
      {
        stream: () => {
          controller.abort();
          return new Promise(() => undefined);
        },
        cancelActivity: () => {
          cancels += 1;
          if (cancels < 3) throw refusal('not_found', 'No such activity.');
          return ended('cancelled', 0, 10_000_000);
        },
      },
      () => liveActivity({ status: 'cancelled', hasResult: false, creditsMicroAtEnd: 10_000_000 }),
    );
    expect(await generate(core, wanted, { signal: controller.signal })).toMatchObject({
      code: 'cancelled',
      creditsUsed: 0,
      remainingCredits: 10,
    });
    expect(cancels).toBe(3);
  });

  it('does not say "cancelled" of what nobody knows: it says so, and cancels what comes late', async () => {
    const controller = new AbortController();
    let isThere = false;
    let cancels = 0;
    const { core, waits } = fakeCore(
      {
        stream: () => {
          controller.abort();
          return new Promise(() => undefined);
        },
        cancelActivity: () => {
          if (!isThere) throw refusal('not_found', 'No such activity.');
          cancels += 1;
          return ended('cancelled', 0, 10_000_000);
        },
      },
      () => liveActivity({ status: 'cancelled', hasResult: false }),
    );
    // The pauses are this test's: time stands still until it says so.
    let goOn: (() => void)[] = [];
    const wait = (ms: number) => {
      waits.push(ms);
      return new Promise<void>((resolve) => goOn.push(resolve));
    };
    const step = async () => {
      const waiting = goOn;
      goOn = [];
      for (const resume of waiting) resume();
      await vi.waitFor(() => expect(goOn.length).toBeGreaterThan(0));
    };
    const answer = generate({ ...core, timing: { ...core.timing, wait } }, wanted, {
      signal: controller.signal,
    });
    await vi.waitFor(() => expect(goOn.length).toBe(1));
    for (let asked = 0; asked < 4; asked += 1) await step();
    expect(await answer).toMatchObject({
      ...{ success: false, code: 'unconfirmed', creditsUsed: 0, remainingCredits: null },
      activityId: 'ada.request-1',
    });
    // Now the request arrives after all.
    isThere = true;
    for (const resume of goOn) resume();
    await vi.waitFor(() => expect(cancels).toBe(1));
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  });

  it('gives up asking after about two minutes', async () => {
    const controller = new AbortController();
    const { core, names, waits } = fakeCore({
      stream: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
      cancelActivity: () => {
        throw refusal('not_found', 'No such activity.');
      },
    });
    expect(await generate(core, wanted, { signal: controller.signal })).toMatchObject({
      code: 'unconfirmed',
    });
    await vi.waitFor(() => expect(names().filter((name) => name === 'cancelActivity')).toHaveLength(11));
    const seconds = waits.reduce((sum, ms) => sum + ms, 0) / 1_000;
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(240);
  });

  it('sends nothing when aborted beforehand, and asks nothing when aborted afterwards', async () => {
    const before = fakeCore({});
    const result = await generate(before.core, wanted, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ success: false, code: 'cancelled', creditsUsed: 0 });
    expect(before.names()).toEqual([]);

    const after = fakeCore({ stream: () => answer() });
    const controller = new AbortController();
    await generate(after.core, wanted, { signal: controller.signal });
    controller.abort();
    expect(after.names()).toEqual(['generate']);
  });

  it('says that nobody is signed in, without asking the server', async () => {
    const { core, names } = fakeCore({});
    const nobody = { ...core, userId: () => null };
    expect(await generate(nobody, wanted, {})).toMatchObject({ success: false, code: 'unauthenticated' });
    expect(names()).toEqual([]);
  });
});
