import { describe, expect, it } from 'vitest';
import { ended, fakeCore, hold, lostNetwork, refusal } from './fake-core.ts';
import { makeWithUnitCredits, runnerFor, runWithCredits as withCredits } from './with-credits.ts';

const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a toll gate' } as const;
const accepts = { validateAndDeductCredits: () => hold(9_000_000, 1_000_000) };

describe('withCredits', () => {
  it('holds, runs, charges, and gives what run made with what it cost', async () => {
    const { core, asked } = fakeCore({
      ...accepts,
      updateAIActivityStatus: () => ended('completed', 1_000_000, 9_000_000),
    });
    const result = await withCredits(
      core,
      { ...wanted, resultUrl: (made: string) => made },
      async (running) => {
        await running.report(50.4);
        return 'https://pictures/1.png';
      },
    );
    expect(result).toMatchObject({
      success: true,
      data: 'https://pictures/1.png',
      creditsUsed: 1,
      remainingCredits: 9,
      code: null,
      error: null,
    });
    expect(asked).toEqual([
      { name: 'validateAndDeductCredits', input: { ...wanted, requestId: 'request-1' } },
      {
        name: 'updateAIActivityStatus',
        input: { activityId: 'ada.request-1', status: 'processing', progress: 50 },
      },
      {
        name: 'updateAIActivityStatus',
        input: { activityId: 'ada.request-1', status: 'completed', resultUrl: 'https://pictures/1.png' },
      },
    ]);
  });

  it('gives the credits back when run throws: a sentence for the person, and what was thrown for the app', async () => {
    const { core, asked } = fakeCore({
      ...accepts,
      updateAIActivityStatus: () => ended('failed', 0, 10_000_000),
    });
    const thrown = new Error('ECONNREFUSED 10.0.0.7:443 key=sk-1');
    const result = await withCredits(core, wanted, () => {
      throw thrown;
    });
    expect(result).toMatchObject({
      success: false,
      data: null,
      code: 'run_failed',
      error: 'The generation failed. Try again.',
      creditsUsed: 0,
      remainingCredits: 10,
    });
    expect(result).toHaveProperty('cause', thrown);
    expect(result).toHaveProperty('message', 'The generation failed. Try again.');
    expect(asked.at(-1)?.input).toMatchObject({ status: 'failed', errorMessage: thrown.message });
  });

  it('keeps what a server’s own code threw out of the history, which its user may read', async () => {
    const { core, asked } = fakeCore({ ...accepts, updateAIActivityStatus: () => ended('failed', 0, 1) });
    const thrown = new Error('key=sk-1');
    const run = () => {
      throw thrown;
    };
    const result = await withCredits(core, wanted, run, () => undefined);
    expect(result).toHaveProperty('cause', thrown);
    expect(JSON.stringify(asked)).not.toContain('sk-1');
  });

  it('says when a failure was charged, and why', async () => {
    const charged = { ...ended('failed', 1_000_000, 9_000_000), chargedFor: 'reported_failures' as const };
    const { core } = fakeCore({ ...accepts, updateAIActivityStatus: () => charged });
    const result = await withCredits(core, wanted, () => Promise.reject(new Error('Offline.')));
    expect(result).toMatchObject({
      ...{ code: 'run_failed', creditsUsed: 1, details: { chargedFor: 'reported_failures' } },
    });
  });

  it('does not run what was refused', async () => {
    const { core } = fakeCore({
      validateAndDeductCredits: () => {
        throw refusal('rate_limited', 'You have made 50 images this hour.', { retryAfterMs: 90_000 });
      },
    });
    let ran = false;
    const result = await withCredits(core, wanted, () => {
      ran = true;
    });
    expect(result).toMatchObject({ success: false, code: 'rate_limited', details: { retryAfterMs: 90_000 } });
    expect(ran).toBe(false);
  });

  it('runs once, however often the hold and the end must be repeated', async () => {
    let holds = 0;
    let ends = 0;
    let runs = 0;
    const { core } = fakeCore({
      validateAndDeductCredits: () => {
        holds += 1;
        if (holds === 1) throw lostNetwork();
        return hold(9_000_000, 1_000_000);
      },
      updateAIActivityStatus: () => {
        ends += 1;
        if (ends === 1) throw lostNetwork();
        return ended('completed', 1_000_000, 9_000_000);
      },
    });
    const result = await withCredits(core, wanted, () => {
      runs += 1;
      return 'made';
    });
    expect(result).toMatchObject({ success: true, creditsUsed: 1 });
    expect({ holds, ends, runs }).toEqual({ holds: 2, ends: 2, runs: 1 });
  });

  it('keeps what run made even when the end can not be reported', async () => {
    const { core } = fakeCore({
      ...accepts,
      updateAIActivityStatus: () => {
        throw lostNetwork();
      },
    });
    const result = await withCredits(core, wanted, () => 'made');
    expect(result).toMatchObject({ success: true, data: 'made', creditsUsed: 1, remainingCredits: 9 });
  });

  it('charges what was made, though what is said about it is not understood', async () => {
    const { core, asked } = fakeCore({
      ...accepts,
      updateAIActivityStatus: ({ resultUrl }) => {
        if (resultUrl !== undefined) throw refusal('invalid_argument', 'resultUrl: Invalid URL');
        return ended('completed', 1_000_000, 9_000_000);
      },
    });
    const result = await withCredits(core, { ...wanted, resultUrl: () => 'blob:of-a-page' }, () => 'made');
    expect(result).toMatchObject({ success: true, data: 'made', creditsUsed: 1, remainingCredits: 9 });
    expect(asked.at(-1)?.input).toEqual({ activityId: 'ada.request-1', status: 'completed' });
  });

  it('counts a begun unit as a whole one', async () => {
    const { core, asked } = fakeCore({
      ...accepts,
      updateAIActivityStatus: () => ended('completed', 1_000_000, 9_000_000),
    });
    await withCredits(core, wanted, ({ used }) => used(12.3));
    expect(asked.at(-1)?.input).toMatchObject({ status: 'completed', units: 13 });
  });

  it('throws nothing, also when the address of the result can not be told', async () => {
    const { core } = fakeCore({ ...accepts, updateAIActivityStatus: () => ended('failed', 0, 10_000_000) });
    const resultUrl = () => {
      throw new Error('no such field');
    };
    const result = await withCredits(core, { ...wanted, resultUrl }, () => 'made');
    expect(result).toMatchObject({ success: false, code: 'run_failed', creditsUsed: 0 });
  });

  it('knows its kind', async () => {
    const { core, asked } = fakeCore({
      ...accepts,
      updateAIActivityStatus: () => ended('completed', 1_000_000, 9_000_000),
    });
    await makeWithUnitCredits(runnerFor(core), 'voice')(
      { service: 'elevenlabs', prompt: 'read this' },
      () => 'audio',
    );
    expect(asked[0]?.input).toMatchObject({ aiType: 'voice', service: 'elevenlabs' });
  });
});
