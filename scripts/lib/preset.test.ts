import type { Service } from '@tollgate/contract/config/config';
import { strictConfigSchemas } from '@tollgate/contract/config/config.schema';
import { creatorTools } from '@tollgate/contract/config/presets/creator-tools';
import { designStudio } from '@tollgate/contract/config/presets/design-studio';
import { studio } from '@tollgate/contract/config/presets/studio';
import { costMicro } from '@tollgate/contract/pricing/prices';
import { describe, expect, it } from 'vitest';
import { refuseUnknownServices } from '../../functions/src/limits/decide-month.ts';
import { PRESETS, planPreset } from './preset.ts';

const stored = (content: object, version: number) => ({
  ...content,
  version,
  updatedAt: 1,
  updatedBy: 'ada',
});

describe('planPreset', () => {
  it('writes everything where there is nothing', () => {
    const changes = planPreset(studio, {});
    expect(changes.map(({ document, version }) => [document, version])).toEqual([
      ['credit_config', 0],
      ['limits', 0],
      ['moderation', 0],
    ]);
    expect(changes.every(({ differences }) => differences.length === 1)).toBe(true);
  });

  it('names each field that differs, with both sides, and leaves alone what is the same', () => {
    const limits = { ...studio.limits, perHour: { ...studio.limits.perHour, image: 7 } };
    const changes = planPreset(studio, {
      credit_config: stored(studio.credit_config, 3),
      limits: stored(limits, 4),
      moderation: stored({ ...studio.moderation, more: 1 }, 1),
    });
    expect(changes).toEqual([
      { document: 'credit_config', version: 3, differences: [] },
      { document: 'limits', version: 4, differences: [{ path: 'perHour.image', before: 7, after: 50 }] },
      { document: 'moderation', version: 1, differences: [{ path: 'more', before: 1, after: undefined }] },
    ]);
  });
});

describe('the design studio', () => {
  it('has the six models at their prices, 50 welcome credits and four packs', () => {
    const { services, packs, welcomeMicro } = designStudio.credit_config;
    const price = (units: number, name: string) => costMicro(services[name] as Service, units) / 1_000_000;
    expect(Object.keys(services).map((name) => [name, price(1, name)])).toEqual([
      ['local-image', 1],
      ['nano-banana', 0.5],
      ['flux-dev', 1],
      ['lora-normal', 1],
      ['lora-context', 1],
      ['gemini-flash', 1],
      ['nano-banana-pro', 2],
    ]);
    expect(welcomeMicro).toBe(50_000_000);
    expect(
      Object.values(packs).map(({ priceCents, creditsMicro }) => [priceCents, creditsMicro / 1e6]),
    ).toEqual([
      [499, 25],
      [1_499, 110],
      [2_999, 300],
      [4_999, 650],
    ]);
    expect(designStudio.limits.guest).toEqual({ generations: 3, windowMs: 86_400_000 });
  });
});

describe('the tools for creators', () => {
  it('cost one, five, two and one credit a use, whatever the use, and are run by the app', () => {
    const { 'local-chat': _local, ...tools } = creatorTools.credit_config.services;
    const told = Object.entries(tools).map(([name, service]) => [
      name,
      costMicro(service, 1) / 1_000_000,
      service.maxUnits,
      service.provider,
    ]);
    expect(told).toEqual([
      ['script-generation', 1, 1, null],
      ['voice-creation', 5, 1, null],
      ['video-processing', 2, 1, null],
      ['chat-refinement', 1, 1, null],
    ]);
  });

  it('have limits of a month, which the plan pro raises', () => {
    const { free, basic, premium } = creatorTools.limits.perMonthByTier;
    expect(free).toEqual({ 'script-generation': 3, 'voice-creation': 1, 'video-processing': 2 });
    expect(basic).toBeUndefined();
    expect(premium).toEqual({ 'script-generation': 100, 'voice-creation': 20, 'video-processing': 50 });
    expect(creatorTools.credit_config.plans.pro?.tier).toBe('premium');
  });
});

describe('every preset', () => {
  it.each(Object.entries(PRESETS))('%s is what the contract allows', (_name, preset) => {
    for (const [document, schema] of Object.entries(strictConfigSchemas)) {
      expect(schema.safeParse(preset[document as keyof typeof preset]).error?.issues).toBeUndefined();
    }
  });

  it.each(Object.entries(PRESETS))('%s limits no service that it does not have', (_name, preset) => {
    expect(refuseUnknownServices(preset.limits, preset.credit_config.services)).toBeNull();
  });
});
