import { afterAll, expect, it } from 'vitest';
import { closeAll, sdkOf } from './sdk.ts';
import { type Person, userWith } from './support.ts';

/** What the credit system's own guide tells one to try first, as it is written there. */

afterAll(closeAll);

const callback = async () => ({ url: 'https://example.com/image.jpg' });

async function snippets(person: Person) {
  const { userId } = person;
  return { userId, ...(await sdkOf(person)) };
}

it('test credit flow', async () => {
  const { userId, getUserProfile, withImageCredits, getCreditLogs } = await snippets(await userWith(10));

  // 1. Check initial balance
  const user = await getUserProfile(userId);
  expect(user.credits).toBe(10);

  // 2. Generate image
  const result = await withImageCredits(userId, 'test prompt', 'dalle3', async () => ({
    url: 'https://example.com/image.jpg',
  }));
  expect(result).toMatchObject({
    success: true,
    data: { url: 'https://example.com/image.jpg' },
    error: null,
  });

  // 3. Verify deduction
  expect(result.creditsUsed).toBe(1);
  expect(result.remainingCredits).toBe(9);
  expect((await getUserProfile(userId)).credits).toBe(9);

  // 4. Check logs
  const logs = await getCreditLogs(userId);
  expect(logs.data?.entries.map(({ type, amountMicro }) => [type, amountMicro])).toEqual([
    ['deduction', -1_000_000],
    ['grant', 10_000_000],
  ]);
});

it('test rate limiting', async () => {
  const { userId, withImageCredits } = await snippets(await userWith(60));
  // Make multiple rapid requests
  const outcomes: string[] = [];
  for (let i = 0; i < 60; i++) {
    const result = await withImageCredits(userId, 'test', 'dalle3', callback);
    outcomes.push(result.success ? 'made' : result.code);
    if (!result.success) expect(result.retryAfterMs).toBeGreaterThan(3_000_000);
  }
  // Should hit rate limit after 50 requests
  expect(outcomes).toEqual([...Array(50).fill('made'), ...Array(10).fill('rate_limited')]);
});

it('test prompt moderation', async () => {
  const { userId, withImageCredits, getUserProfile } = await snippets(await userWith(10));
  let ran = false;
  const inappropriatePrompt = 'generate nsfw content';
  const result = await withImageCredits(userId, inappropriatePrompt, 'dalle3', async () => {
    ran = true;
  });
  // Should return: { success: false, error: 'Inappropriate content' }
  expect(result).toMatchObject({ success: false, code: 'prompt_rejected', creditsUsed: 0 });
  expect(result.error).toMatch(/^Inappropriate content/);
  expect(ran).toBe(false);
  expect((await getUserProfile(userId)).credits).toBe(10);
});

it('the wrappers of the other kinds, one argument after the other', async () => {
  const { userId, withCredits, withVideoCredits, withVoiceCredits, withChatCredits } = await snippets(
    await userWith(40),
  );
  const used = [
    await withVideoCredits(userId, 'waves', 'klingai', 5, callback),
    await withVoiceCredits(userId, 'read this', 'elevenlabs', 30, callback),
    await withChatCredits(userId, 'hello', 'gemini', 500, callback),
    await withCredits({ userId, aiType: 'image', service: 'dalle3', prompt: 'a sunset', callback }),
  ];
  expect(used.map(({ success, creditsUsed }) => [success, creditsUsed])).toEqual([
    [true, 25],
    [true, 1],
    [true, 0.5],
    [true, 1],
  ]);
  expect(used.at(-1)?.remainingCredits).toBe(12.5);
});

it('nobody pays for somebody else', async () => {
  const [ada, bob] = [await userWith(10), await userWith(10)];
  const { withImageCredits, getUserProfile } = await sdkOf(ada);
  let ran = false;
  const result = await withImageCredits(bob.userId, 'a hill', 'dalle3', () => {
    ran = true;
  });
  expect(result).toMatchObject({ success: false, code: 'not_owner', creditsUsed: 0 });
  expect(ran).toBe(false);
  expect((await getUserProfile(bob.userId)).success).toBe(false);
});
