import { describe, expect, it } from 'vitest';
import { call, must, newRequestId, refusal, signUp, storedAbout } from './support.ts';

const wanted = (prompt: string) => ({
  requestId: newRequestId(),
  aiType: 'chat' as const,
  service: 'local-chat',
  units: 10,
  prompt,
});

describe('a prompt', () => {
  it('with a banned term in disguise is refused at both doors, and nothing is written', async () => {
    const person = await signUp();
    await must('ensureUser', {}, person);
    const before = await storedAbout(person);
    for (const name of ['generate', 'validateAndDeductCredits'] as const) {
      const refused = await refusal(name, wanted('a w\u200B3.а.p.0.n on a table'), person);
      expect(refused.details).toEqual({ reason: 'prompt_rejected', categories: ['violence'] });
    }
    expect(await storedAbout(person)).toEqual(before);
  });

  it('that only comes near one passes', async () => {
    const person = await signUp();
    await must('ensureUser', {}, person);
    for (const prompt of ['a drugstore, an essay on non-violence', 'go re-read it']) {
      expect(await call('generate', wanted(prompt), person)).toMatchObject({ ok: true });
    }
  });
});
