import { creatorTools } from '@tollgate/contract/config/presets/creator-tools';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { closeAll, sdkOf } from './sdk.ts';
import {
  call,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refusal,
  signUp,
  theAdmin,
} from './support.ts';
import { withPreset } from './with-preset.ts';

/**
 * Tools for creators with a price for each use and a number of uses in a month, by the preset of that name.
 */

const SOON = { timeout: 30_000, interval: 250 };
const script = { aiType: 'chat', service: 'script-generation', prompt: 'a video about bees' } as const;
const voice = { aiType: 'voice', service: 'voice-creation', prompt: 'a calm narrator' } as const;

let restore = async () => {};

beforeAll(async () => {
  restore = await withPreset('creator-tools', creatorTools);
});

afterAll(async () => {
  await closeAll();
  await restore();
});

/** Somebody with a hundred credits more than what each new user has. */
async function creator(): Promise<Person> {
  const person = await signUp('creator');
  await must('ensureUser', {}, person);
  const grant = {
    userId: person.userId,
    amountMicro: credits(100),
    type: 'grant',
    reason: 'a test',
  } as const;
  await must('grantCreditsToUser', { requestId: newRequestId(), ...grant }, await theAdmin());
  return person;
}

const begin = (person: Person, wanted: typeof script | typeof voice = script, instance = 0) =>
  call('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, person, instances[instance]);

async function make(person: Person, wanted: typeof script | typeof voice = script) {
  const { activityId } = await must(
    'validateAndDeductCredits',
    { requestId: newRequestId(), ...wanted },
    person,
  );
  return must('updateAIActivityStatus', { activityId, status: 'completed' }, person);
}

const leftOf = async (person: Person, service: string = script.service) =>
  (await must('getUserProfile', {}, person)).monthlyLimits[service];

function firstOfNextMonth(): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
}

describe('a tool', () => {
  it('is checked before it runs: what it costs, and whether that can be paid', async () => {
    const poor = await signUp('poor');
    const ada = await sdkOf(poor);
    const has = (await ada.getUserProfile()).credits ?? 0;
    const stop = ada.subscribeToPrices(() => {});
    await vi.waitFor(
      () => expect(ada.quote(voice)).toMatchObject({ kind: 'quote', costMicro: credits(5), units: 1 }),
      SOON,
    );
    stop();
    await must(
      'removeCreditsFromUser',
      { requestId: newRequestId(), userId: poor.userId, amountMicro: credits(has - 4), reason: 'a test' },
      await theAdmin(),
    );
    const run = vi.fn();
    const refused = await ada.withCredits(voice, run);
    expect(refused).toMatchObject({ success: false, code: 'insufficient_credits', creditsUsed: 0 });
    expect(run).not.toHaveBeenCalled();
    expect(await leftOf(poor, voice.service)).toMatchObject({ limit: 1, left: 1 });
  });

  it('is charged when it succeeded, and costs and counts nothing when it failed', async () => {
    const person = await creator();
    const ada = await sdkOf(person);
    const before = (await ada.getUserProfile()).credits ?? 0;
    const failed = await ada.withCredits(voice, async () => {
      throw new Error('the model is down');
    });
    expect(failed).toMatchObject({ success: false, creditsUsed: 0 });
    expect(await leftOf(person, voice.service)).toEqual({ limit: 1, left: 1, freeAt: null });
    const made = await ada.withCredits(voice, async () => 'a voice');
    expect(made).toMatchObject({
      ...{ success: true, data: 'a voice', creditsUsed: 5, remainingCredits: before - 5 },
    });
    expect(await leftOf(person, voice.service)).toEqual({ limit: 1, left: 0, freeAt: firstOfNextMonth() });
  });

  it('leaves what it was, how long it took and what it cost, and the use by tool', async () => {
    const person = await creator();
    const answers = [await make(person), await make(person), await make(person, voice)];
    const activityOf = async (activityId = '') => (await db.doc(`ai_activity/${activityId}`).get()).data();
    expect(await activityOf(answers[2]?.activityId)).toMatchObject({
      ...{ service: 'voice-creation', aiType: 'voice', unit: 'request', units: 1, status: 'completed' },
      ...{ chargedMicro: credits(5), processingTimeMs: expect.any(Number) },
    });
    const chat = {
      requestId: newRequestId(),
      aiType: 'chat',
      service: 'local-chat',
      prompt: 'hello',
    } as const;
    const { activityId } = await must('generate', chat, person);
    expect(await activityOf(activityId)).toMatchObject({
      tokens: { input: expect.any(Number), output: expect.any(Number) },
    });
    const { days, months } = await must('getUsage', {}, person);
    for (const period of [days, months])
      expect(period.at(-1)?.services).toMatchObject({
        'script-generation': { generations: 2, spentMicro: credits(2) },
        'voice-creation': { generations: 1, spentMicro: credits(5) },
        'local-chat': { generations: 1 },
      });
  });
});

describe('a limit of a month', () => {
  it('refuses the fourth script of a free user, and says which tool and until when', async () => {
    const person = await creator();
    for (let use = 0; use < 3; use++) await make(person);
    const refused = await refusal(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...script },
      person,
    );
    expect(refused).toMatchObject({ status: 429, details: { reason: 'rate_limited' } });
    expect(refused.message).toMatch(/Script generation is 3 a month.+Try again on 1 .+ \(UTC\)/);
    const freeAt = Date.now() + (refused.details.retryAfterMs ?? 0);
    expect(Math.abs(freeAt - firstOfNextMonth())).toBeLessThan(60_000);
    // Other tools are open, and the SDK says the same in the person's language, without having run anything.
    expect(await begin(person, voice)).toMatchObject({ ok: true });
    const run = vi.fn();
    const [english, arabic] = [await sdkOf(person), await sdkOf(person, { locale: 'ar' })];
    expect((await english.withCredits(script, run)).error).toContain('Script generation');
    expect(await arabic.withCredits(script, run)).toMatchObject({
      ...{ code: 'rate_limited', error: expect.stringMatching(/^بلغت الحد المسموح به/) },
    });
    expect(run).not.toHaveBeenCalled();
  });

  it('admits three of fifty at once on two instances, and as many more as came to nothing', async () => {
    const person = await creator();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => begin(person, script, index % 2)),
    );
    const passed = answers.flatMap((answer) => (answer.ok ? [answer.value.activityId] : []));
    const reasons = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.details.reason]));
    expect([passed.length, new Set(reasons)]).toEqual([3, new Set(['rate_limited'])]);
    const [first = '', second = ''] = passed;
    await must('updateAIActivityStatus', { activityId: first, status: 'failed', errorMessage: 'no' }, person);
    await must('cancelActivity', { activityId: second }, person);
    expect(await leftOf(person)).toMatchObject({ left: 2 });
    const again = await Promise.all([0, 1, 0, 1].map((instance) => begin(person, script, instance)));
    expect(again.filter(({ ok }) => ok)).toHaveLength(2);
  });

  it('is higher for a premium user, who goes on', async () => {
    const person = await creator();
    for (let use = 0; use < 3; use++) await make(person);
    expect(await begin(person)).toMatchObject({ ok: false });
    const tier = { userId: person.userId, tier: 'premium', reason: 'bought pro' } as const;
    await must('setUserTier', tier, await theAdmin());
    expect(await leftOf(person)).toEqual({ limit: 100, left: 97, freeAt: null });
    await make(person);
    expect(await leftOf(person)).toMatchObject({ left: 96 });
  });

  it('is freed by an admin', async () => {
    const person = await creator();
    for (let use = 0; use < 3; use++) await make(person);
    const reset = { userId: person.userId, reason: 'a mistake of ours' };
    const { audit } = await must('resetUserLimits', reset, await theAdmin());
    expect(audit).toMatchObject({ before: { monthlyCalls: 3 }, after: { monthlyCalls: 0 } });
    expect(await leftOf(person)).toMatchObject({ limit: 3, left: 3 });
    await make(person);
  });

  it('is saved for tools of the price book alone', async () => {
    const {
      version,
      updatedAt: _at,
      updatedBy: _by,
      ...limits
    } = (await db.doc('system_config/limits').get()).data() ?? {};
    const perMonthByTier = { free: { 'script-generation': 3 }, premium: { scripts: 100 } };
    const wanted = { document: 'limits', expectedVersion: version, config: { ...limits, perMonthByTier } };
    const refused = await refusal('updateCreditConfiguration', wanted as never, await theAdmin());
    expect(refused.details).toMatchObject({
      reason: 'invalid_argument',
      issues: [{ path: 'config.perMonthByTier.premium.scripts' }],
    });
    expect(
      await db
        .doc('system_config/limits')
        .get()
        .then((now) => now.get('version')),
    ).toBe(version);
  });
});
