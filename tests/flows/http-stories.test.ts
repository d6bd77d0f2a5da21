import { creatorTools } from '@tollgate/contract/config/presets/creator-tools';
import { designStudio } from '@tollgate/contract/config/presets/design-studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, newAddress, newKey, type Reply } from './http.ts';
import { balanceOf, credits, type Person, signInAsGuest, userWith } from './support.ts';
import { withPreset } from './with-preset.ts';

/** Two products that are built on the HTTP API alone, each by its preset. */

let restore = async () => {};
afterAll(() => restore());

const reasonOf = ({ status, body }: Reply) => [status, body.error?.reason];

/** What a product's own server does: hold, run the model, settle. */
async function run(credential: string, wanted: object, outcome: 'settle' | 'fail' = 'settle') {
  const held = await ask(credential, '/v1/holds', { body: wanted });
  if (held.status !== 200) return held;
  return ask(credential, `/v1/holds/${String(held.body.activityId)}/${outcome}`, { method: 'POST' });
}

describe('a design studio', () => {
  let ada: Person;

  beforeAll(async () => {
    ada = await userWith(3);
    restore = await withPreset('design-studio', designStudio);
  });

  const picture = (service: string) => ({ aiType: 'image', service, prompt: 'a logo for a bakery' });

  it('shows models and packs with what they cost', async () => {
    const { token } = ada;
    const { body } = await ask(token, '/v1/services');
    const prices = (body.services as { id: string; priceMicro: number }[]).map(({ id, priceMicro }) => [
      id,
      priceMicro,
    ]);
    expect(prices).toContainEqual(['nano-banana', credits(0.5)]);
    expect(prices).toContainEqual(['nano-banana-pro', credits(2)]);
    expect((await ask(token, '/v1/packs')).body.packs).toContainEqual({
      ...{
        id: 'creator',
        label: 'Creator',
        creditsMicro: credits(110),
        bonusMicro: credits(10),
        priceCents: 1_499,
        bestValue: true,
      },
    });
  });

  it('charges on success alone, and says 402 with what is missing', async () => {
    const { key } = await newKey(ada);
    expect((await run(key, picture('nano-banana-pro'))).body).toMatchObject({
      chargedMicro: credits(2),
      creditsMicro: credits(1),
    });
    expect((await run(key, picture('flux-dev'), 'fail')).body).toMatchObject({
      chargedMicro: 0,
      creditsMicro: credits(1),
    });
    const tooDear = await run(key, picture('nano-banana-pro'));
    expect(reasonOf(tooDear)).toEqual([402, 'insufficient_credits']);
    expect(tooDear.body.error).toMatchObject({ requiredMicro: credits(2), availableMicro: credits(1) });
    expect((await run(key, picture('nano-banana'))).body).toMatchObject({ creditsMicro: credits(0.5) });
    expect(await balanceOf(ada)).toBe(credits(0.5));
  });

  it('lets guests try three pictures, and then says 429', async () => {
    const [guest, headers] = [await signInAsGuest(), { 'x-forwarded-for': newAddress() }];
    const body = picture('local-image');
    for (let left = 2; left >= 0; left--) {
      expect((await ask(guest.token, '/v1/generations', { body, headers })).status).toBe(200);
      expect((await ask(guest.token, '/v1/allowance', { headers })).body.guest).toMatchObject({
        limit: 3,
        left,
      });
    }
    const fourth = await ask(guest.token, '/v1/generations', { body, headers });
    expect(reasonOf(fourth)).toEqual([429, 'guest_limit']);
    expect(fourth.body.error?.message).toContain('Sign up');
  });

  afterAll(async () => {
    await restore();
    restore = async () => {};
  });
});

describe('tools for creators', () => {
  let poor: Person;

  beforeAll(async () => {
    poor = await userWith(1);
    restore = await withPreset('creator-tools', creatorTools);
  });

  const script = { aiType: 'chat', service: 'script-generation', prompt: 'a video about bees' };
  const voice = { aiType: 'voice', service: 'voice-creation', prompt: 'a calm narrator' };
  let ada: Person;

  it('check first, charge afterwards, and count the use', async () => {
    ada = await userWith(10);
    const { key } = await newKey(ada);
    const quote = ({ aiType, service }: typeof script) =>
      ask(key, '/v1/quote', { body: { aiType, service } });
    expect((await quote(voice)).body).toMatchObject({
      allowed: true,
      costMicro: credits(5),
      availableMicro: credits(10),
    });
    expect((await run(key, voice)).body).toMatchObject({ status: 'completed', chargedMicro: credits(5) });
    expect((await quote(voice)).body).toMatchObject({ allowed: false, refusal: { reason: 'rate_limited' } });
    expect((await ask(key, '/v1/usage')).body.services).toMatchObject([
      { service: 'voice-creation', today: { generations: 1, spentMicro: credits(5) } },
    ]);
  });

  it('are limited by the month: three scripts, then 429 until the next', async () => {
    const { key } = await newKey(ada);
    for (let made = 0; made < 3; made++) expect((await run(key, script)).status).toBe(200);
    const fourth = await run(key, script);
    expect(reasonOf(fourth)).toEqual([429, 'rate_limited']);
    const now = new Date();
    const untilNextMonth = (Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) - now.getTime()) / 1_000;
    expect(Math.abs(Number(fourth.headers.get('retry-after')) - untilNextMonth)).toBeLessThan(60);
    expect((await ask(key, '/v1/allowance')).body.perMonth).toMatchObject({
      'script-generation': { limit: 3, left: 0 },
      'video-processing': { limit: 2, left: 2 },
    });
  });

  it('say 402 to who has too few credits', async () => {
    expect(reasonOf(await run(poor.token, voice))).toEqual([402, 'insufficient_credits']);
  });
});
