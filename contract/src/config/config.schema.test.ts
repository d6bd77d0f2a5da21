import { describe, expect, it } from 'vitest';
import { publicPrices } from '../pricing/prices.ts';
import { configSchemasByDocument, strictConfigSchemas } from './config.schema.ts';
import { designStudio } from './presets/design-studio.ts';
import { studio } from './presets/studio.ts';

const service = studio.credit_config.services.dalle3;
const pack = studio.credit_config.packs.small;
const plan = studio.credit_config.plans.basic;
const saving = (changes: object) =>
  strictConfigSchemas.credit_config.safeParse({ ...studio.credit_config, ...changes }).success;

describe('names in a configuration', () => {
  it('take underscores, wherever something is named', () => {
    expect(saving({ services: { script_generation: service, a_: service } })).toBe(true);
    expect(saving({ plans: { pro_plus: plan }, packs: { pack_1: pack } })).toBe(true);
    const perMonthByTier = { free: { script_generation: 3 } };
    expect(strictConfigSchemas.limits.safeParse({ ...studio.limits, perMonthByTier }).success).toBe(true);
    const categories = { self_harm: ['weapon'] };
    expect(strictConfigSchemas.moderation.safeParse({ ...studio.moderation, categories }).success).toBe(true);
  });

  it.each(['__x__', '__name__', '_x', '-x', '1x', 'Script', 'a.b', 'a/b', 'a b', '', 'x'.repeat(41)])(
    '%j is none',
    (id) => {
      expect(saving({ services: Object.fromEntries([[id, service]]) })).toBe(false);
    },
  );
});

describe('what is low, and which pack is the best', () => {
  it('is configuration, with a default for one that says nothing', () => {
    const { lowBalanceMicro: _low, ...old } = studio.credit_config;
    const stored = { ...old, packs: { small: { label: 'S', creditsMicro: 5, priceCents: 1 } } };
    const read = configSchemasByDocument.credit_config.parse(stored);
    expect(read).toMatchObject({ lowBalanceMicro: 2_000_000, packs: { small: { bestValue: false } } });
    expect(designStudio.credit_config.lowBalanceMicro).toBe(10_000_000);
    const shown = publicPrices({ ...designStudio.credit_config, version: 3 });
    expect(shown).toMatchObject({ lowBalanceMicro: 10_000_000, packs: { creator: { bestValue: true } } });
  });

  it('is one pack at most', () => {
    const two = { a: { ...pack, bestValue: true }, b: { ...pack, bestValue: true } };
    expect(saving({ packs: two })).toBe(false);
    expect(saving({ packs: { ...two, b: pack } })).toBe(true);
  });
});

describe('a stored configuration', () => {
  it('opens without the entries of a kind, unit, tier or provider that only another version knows', () => {
    const read = configSchemasByDocument.credit_config.parse({
      ...studio.credit_config,
      services: {
        kept: service,
        song: { ...service, aiType: 'music' },
        ride: { ...service, unit: 'mile' },
        far: { ...service, provider: 'moon' },
      },
      plans: { basic: plan, gold: { ...plan, tier: 'gold' } },
    });
    expect([Object.keys(read.services), Object.keys(read.plans)]).toEqual([['kept'], ['basic']]);
  });

  it('opens with limits that lack a kind, and is not saved so', () => {
    const limits = { ...studio.limits, perHour: { image: 5 }, holdSeconds: { image: 9, music: 4 } };
    expect(configSchemasByDocument.limits.parse(limits)).toMatchObject({
      perHour: { image: 5, video: 10 },
      holdSeconds: { image: 9, video: 1_800 },
    });
    expect(strictConfigSchemas.limits.safeParse(limits).success).toBe(false);
  });

  it('opens with a remote moderator that only another version knows, and says what fails then', () => {
    const remote = { provider: 'elsewhere', onFailure: 'queue' };
    const read = configSchemasByDocument.moderation.parse({ ...studio.moderation, remote });
    expect(read.remote).toMatchObject({ provider: 'elsewhere', timeoutMs: 2_000 });
  });
});
