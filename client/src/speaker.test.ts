import { describe, expect, it } from 'vitest';
import { type Failure, fail, succeed } from './outcome.ts';
import { speakerFor } from './speaker.ts';

const poor: Failure = {
  code: 'insufficient_credits',
  message: 'This costs 5 credits and you have 2.5.',
  details: { requiredMicro: 5_000_000, availableMicro: 2_500_000 },
};
const limited = (retryAfterMs: number): Failure => ({
  code: 'rate_limited',
  message: 'The limit is 50 an hour.',
  details: { retryAfterMs },
});
const inArabic = speakerFor({ locale: 'ar-EG' });

describe('a refusal, to the person', () => {
  it('says in English what the functions say, with the numbers beside', async () => {
    expect(await speakerFor({}).say(Promise.resolve(fail(poor)))).toMatchObject({
      success: false,
      code: 'insufficient_credits',
      message: 'This costs 5 credits and you have 2.5.',
      error: 'This costs 5 credits and you have 2.5.',
      required: 5,
      available: 2.5,
      retryAfterMs: null,
    });
  });

  it('is in Arabic for who reads it, in the numerals of the place', async () => {
    const answer = await inArabic.say(Promise.resolve(fail(poor)));
    const numerals = new Intl.NumberFormat('ar-EG');
    expect(answer.error).toBe(
      `رصيدك لا يكفي: المطلوب ${numerals.format(5)} والمتاح ${numerals.format(2.5)}.`,
    );
    expect(answer).toMatchObject({ message: answer.error, code: 'insufficient_credits', required: 5 });
  });

  it('says when to come back: hardly ever too early, and never by much', async () => {
    const after = async (ms: number) =>
      (
        await speakerFor({ messages: { rate_limited: ({ wait }) => `${wait}` } }).say(
          Promise.resolve(fail(limited(ms))),
        )
      ).error;
    expect(await after(1)).toBe('in 1 second');
    expect(await after(90_001)).toBe('in 91 seconds');
    expect(await after(120_001)).toBe('in 2 minutes');
    expect(await after(140_000)).toBe('in 3 minutes');
    expect(await after(606_000)).toBe('in 10 minutes');
    expect(await after(3 * 86_400_000)).toBe('in 3 days');
  });

  it('takes the words of the app first, in their language, and the shipped ones for the rest', async () => {
    const german = speakerFor({
      locale: 'de',
      messages: { insufficient_credits: ({ missing }) => `Es fehlen ${missing} Credits.` },
    });
    expect((await german.say(Promise.resolve(fail(poor)))).error).toBe('Es fehlen 2,5 Credits.');
    expect((await german.say(Promise.resolve(fail(limited(5))))).error).toBe('The limit is 50 an hour.');
  });

  it('follows the reader who changes the language', async () => {
    let locale = 'en';
    const { say } = speakerFor({ locale: () => locale });
    expect((await say(Promise.resolve(fail(poor)))).error).toMatch(/^This costs/);
    locale = 'ar';
    expect((await say(Promise.resolve(fail(poor)))).error).toMatch(/^رصيدك/);
  });

  it('leaves alone an address that helps, what went well, and a locale that is none', async () => {
    const missingIndex = fail({ code: 'internal', message: 'Make it at https://example.com/x', details: {} });
    expect((await inArabic.say(Promise.resolve(missingIndex))).error).toBe(missingIndex.error);
    expect(await inArabic.say(Promise.resolve(succeed('made')))).toEqual(succeed('made'));
    expect((await speakerFor({ locale: 'no_such' }).say(Promise.resolve(fail(poor)))).error).toMatch(
      /^This costs/,
    );
  });

  it('has a sentence for what an app’s own run threw, and hands on what that was', async () => {
    const cause = new Error('TypeError: x is undefined');
    const thrown = fail({ code: 'run_failed', message: 'The generation failed.', details: {}, cause });
    const said = await inArabic.say(Promise.resolve(thrown));
    expect(said).toMatchObject({ code: 'run_failed', error: 'فشل التوليد. حاول مرة أخرى.' });
    expect(said).toHaveProperty('cause', cause);
  });

  it('tells who listens in their language, and nobody who has left', async () => {
    const told: string[] = [];
    const broken: ((failure: Failure) => void)[] = [];
    const listen = () =>
      inArabic.follow(
        ({ message }) => told.push(message),
        (onFailure) => {
          broken.push(onFailure);
          return () => undefined;
        },
      );
    listen();
    const leave = listen();
    for (const fails of broken) fails({ code: 'network', message: 'No answer.', details: {} });
    leave();
    // The words have come by the time that another failure is told.
    await inArabic.say(Promise.resolve(fail(poor)));
    expect(told).toEqual(['تعذّر الوصول إلى الخادم. تحقّق من اتصالك ثم حاول مرة أخرى.']);
  });
});
