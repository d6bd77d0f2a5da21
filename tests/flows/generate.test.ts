import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import { describe, expect, it } from 'vitest';
import {
  balanceOf,
  call,
  credits,
  db,
  emulator,
  generateStreaming,
  instances,
  must,
  newRequestId,
  type Person,
  refusal,
  signUp,
  userWith,
} from './support.ts';

type Wanted = Omit<CallInput<'generate'>, 'requestId'>;

const chat = (prompt: string, units = 100): Wanted => ({
  aiType: 'chat',
  service: 'local-chat',
  prompt,
  units,
});

async function activityOf(person: Person, requestId: string) {
  const snapshot = await db.doc(`ai_activity/${person.userId}.${requestId}`).get();
  return snapshot.data() ?? {};
}

async function fileAt(url: string | undefined): Promise<{ type: string | null; bytes: Buffer }> {
  const response = await fetch(url ?? '');
  expect(response.status).toBe(200);
  return { type: response.headers.get('content-type'), bytes: Buffer.from(await response.arrayBuffer()) };
}

describe('a generation', () => {
  it.each([
    ['image', 'local-image', 2, credits(2), 'image/png', '\x89PNG'],
    ['voice', 'local-voice', 3, credits(0.1), 'audio/wav', 'RIFF'],
    ['video', 'local-video', 1, credits(5), 'image/gif', 'GIF89a'],
  ] as const)(
    'makes a real %s, charges its price and keeps the file for its owner',
    async (aiType, service, units, price, mimeType, magic) => {
      const ada = await userWith(10);
      const requestId = newRequestId();
      // Video runs as a job, which only the emulator's own process serves.
      const answer = await must(
        'generate',
        { requestId, aiType, service, prompt: 'a lake at dawn', units },
        ada,
        emulator,
      );
      expect(answer).toMatchObject({
        status: 'completed',
        chargedMicro: price,
        creditsMicro: credits(10) - price,
      });
      expect(answer.result).toMatchObject({ mimeType, simulated: true });
      const { type, bytes } = await fileAt(answer.result?.url);
      expect(type).toContain(mimeType);
      expect(bytes.subarray(0, magic.length).toString('latin1')).toBe(magic);
      expect(await balanceOf(ada)).toBe(credits(10) - price);
      expect(await activityOf(ada, requestId)).toMatchObject({
        status: 'completed',
        progress: 100,
        usedUnits: units,
        heldMicro: price,
      });
      const again = await must('getResult', { activityId: answer.activityId }, ada);
      expect((await fileAt(again.result?.url)).bytes.equals(bytes)).toBe(true);
      expect(await refusal('getResult', { activityId: answer.activityId }, await signUp())).toMatchObject({
        details: { reason: 'not_owner' },
      });
      const forged = answer.result?.url
        ?.replace(/signature=./, 'signature=0')
        .replace(/expires=\d/, 'expires=9');
      expect((await fetch(forged ?? '')).status).toBe(403);
    },
  );

  it('streams a chat answer as it is made and charges the tokens that came', async () => {
    const ada = await userWith(10);
    const pieces: string[] = [];
    const request = { requestId: newRequestId(), ...chat('tell me about lakes', 20) };
    const answer = await generateStreaming(request, ada, ({ text }) => text && pieces.push(text));
    if (!answer.ok) throw new Error(answer.error.message);
    expect(pieces).toHaveLength(20);
    expect(answer.value.result).toEqual({
      text: pieces.join('').trimEnd(),
      mimeType: 'text/plain',
      simulated: true,
    });
    expect(answer.value.chargedMicro).toBe(20_000);
    expect(await balanceOf(ada)).toBe(credits(10) - 20_000);
  });

  it('keeps prompt and answer out of everything that admins stream', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    const secret = `${'a long prompt '.repeat(10)} swordfish`;
    const answer = await must('generate', { requestId, ...chat(secret, 5) }, ada);
    const stored = JSON.stringify(await activityOf(ada, requestId));
    expect(stored).not.toContain('swordfish');
    expect(stored).not.toContain(answer.result?.text);
    expect(stored).toContain('a long prompt');
  });

  it('costs nothing when it fails', async () => {
    const ada = await userWith(10);
    for (const [index, wanted] of [
      chat('[fail] please'),
      { aiType: 'video', service: 'local-video', prompt: '[fail]', units: 1 } as const,
    ].entries()) {
      const requestId = newRequestId();
      const failed = await refusal('generate', { requestId, ...wanted }, ada, emulator);
      expect(failed).toMatchObject({ code: 'INTERNAL', details: { reason: 'provider_failed' } });
      expect(failed.message).toContain('Nothing was charged');
      expect(await activityOf(ada, requestId)).toMatchObject({ status: 'failed', chargedMicro: 0 });
      expect(await balanceOf(ada)).toBe(credits(10));
      expect(await refusal('generate', { requestId, ...wanted }, ada), String(index)).toEqual(failed);
    }
  });

  it('costs, once cancelled, what it had delivered', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    const activityId = `${ada.userId}.${requestId}`;
    let cancelled: ReturnType<typeof must<'cancelActivity'>> | undefined;
    let pieces = 0;
    const running = generateStreaming({ requestId, ...chat('[hang] tell me', 60) }, ada, ({ text }) => {
      if (!text) return;
      pieces++;
      if (pieces === 5) cancelled = must('cancelActivity', { activityId }, ada, instances[1]);
    });
    const answer = await running;
    if (!answer.ok) throw new Error(answer.error.message);
    expect(answer.value.status).toBe('cancelled');
    expect(answer.value.chargedMicro).toBe(pieces * 1_000);
    expect(pieces).toBeLessThan(60);
    expect(await cancelled).toEqual({
      activityId,
      status: 'cancelled',
      chargedMicro: pieces * 1_000,
      creditsMicro: credits(10) - pieces * 1_000,
    });
    expect(await balanceOf(ada)).toBe(credits(10) - pieces * 1_000);
    expect(await must('cancelActivity', { activityId }, ada)).toEqual(await cancelled);
  });

  it('goes on when its caller goes away, and a repeat gets its end', async () => {
    const ada = await userWith(10);
    const request = { requestId: newRequestId(), ...chat('a walk', 30) };
    const away = new AbortController();
    await expect(
      generateStreaming(request, ada, () => away.abort(), { signal: away.signal }),
    ).rejects.toThrow();
    const answer = await must('generate', request, ada, instances[1]);
    expect(answer).toMatchObject({ status: 'completed', chargedMicro: 30_000 });
    expect(await balanceOf(ada)).toBe(credits(10) - 30_000);
  });

  it('says how a service that only apps run is used, in words of every door', async () => {
    const ada = await userWith(10);
    const wanted = {
      requestId: newRequestId(),
      aiType: 'image',
      service: 'dalle3',
      prompt: 'a hill',
    } as const;
    expect(await refusal('generate', wanted, ada)).toMatchObject({
      details: { reason: 'invalid_argument' },
      message: expect.stringMatching(/validateAndDeductCredits, or POST \/v1\/holds/),
    });
  });
});

describe('the same request again', () => {
  it('is one activity and one charge, 20 at once over two instances; who asks again has the same answer', async () => {
    const ada = await userWith(10);
    const request = { requestId: newRequestId(), ...chat('the same to all', 25) };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => must('generate', request, ada, instances[index % 2])),
    );
    const again = await must('generate', request, ada);
    expect(again).toMatchObject({ status: 'completed', chargedMicro: 25_000 });
    // Some were told at once that it still runs.
    for (const answer of answers)
      expect(answer).toEqual(
        answer.status === 'completed' ? again : { ...answer, activityId: again.activityId, result: null },
      );
    expect(answers).toContainEqual(again);
    const { entries } = await must('getCreditLogs', {}, ada);
    expect(entries.filter(({ type }) => type === 'deduction')).toHaveLength(1);
    expect(await balanceOf(ada)).toBe(credits(10) - 25_000);
  });

  it('with another payload is refused', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    await must('generate', { requestId, ...chat('one', 5) }, ada);
    for (const other of [chat('two', 5), chat('one', 6)]) {
      expect(await refusal('generate', { requestId, ...other }, ada)).toMatchObject({
        code: 'ALREADY_EXISTS',
        details: { reason: 'request_reused' },
      });
    }
    expect(await refusal('validateAndDeductCredits', { requestId, ...chat('one', 5) }, ada)).toMatchObject({
      details: { reason: 'request_reused' },
    });
    expect(await balanceOf(ada)).toBe(credits(10) - 5_000);
  });

  it('by somebody else is somebody else’s request', async () => {
    const [ada, bob] = [await userWith(10), await userWith(10)];
    const request = { requestId: 'shared-id', ...chat('one', 5) };
    const [first, second] = [await must('generate', request, ada), await must('generate', request, bob)];
    expect(first.activityId).not.toBe(second.activityId);
  });
});

describe('one credit and two calls at once', () => {
  it('is one accepted, one refused, and nothing left', async () => {
    const ada = await userWith(1);
    const wanted = { aiType: 'image', service: 'local-image', prompt: 'a hill' } as const;
    const answers = await Promise.all(
      instances
        .slice(0, 2)
        .map((origin) => call('generate', { requestId: newRequestId(), ...wanted }, ada, origin)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refused = answers.find(({ ok }) => !ok);
    expect(refused).toMatchObject({
      error: {
        status: 400,
        details: { reason: 'insufficient_credits', requiredMicro: credits(1), availableMicro: 0 },
      },
    });
    expect(await balanceOf(ada)).toBe(0);
  });
});
