import { strictConfigSchemas } from '@tollgate/contract/config';
import { studio } from '@tollgate/contract/presets/studio';
import { describe, expect, it } from 'vitest';
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

describe('every preset', () => {
  it.each(Object.entries(PRESETS))('%s is what the contract allows', (_name, preset) => {
    for (const [document, schema] of Object.entries(strictConfigSchemas)) {
      expect(schema.safeParse(preset[document as keyof typeof preset]).error?.issues).toBeUndefined();
    }
  });
});
