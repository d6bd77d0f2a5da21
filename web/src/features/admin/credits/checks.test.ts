import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it } from 'vitest';
import { readAmount } from '../shared/amounts.ts';
import { type Tree, withValue } from '../shared/diff.ts';
import { check } from './checks.ts';

const faultsAt = (document: keyof typeof studio, path: string[], value: unknown) => {
  const checked = check(document, withValue(studio[document] as unknown as Tree, path, value));
  return checked.kind === 'good' ? [] : checked.faults.map((fault) => [fault.path.join('/'), fault.word]);
};

const PRICE = ['services', 'dalle3', 'priceMicro'];
/** As a field hands on what was typed: the number, or the text that is none. */
const typed = (text: string) => readAmount('credits', text) ?? text;

describe('the check of a price', () => {
  it.each([
    ['0', 'aboveNothing'],
    ['-1', 'aboveNothing'],
    ['NaN', 'amount'],
    ['0.0000001', 'amount'],
    ['', 'required'],
    ['2000000000', 'atMost'],
    ['99999999999999999999', 'atMost'],
  ])('%j: %s', (text, word) => {
    expect(faultsAt('credit_config', PRICE, typed(text))).toContainEqual([PRICE.join('/'), word]);
  });

  it('lets a good one pass', () => expect(faultsAt('credit_config', PRICE, typed('0.5'))).toEqual([]));
});

describe('the check of the rest', () => {
  it.each([
    ['credit_config', ['services', 'dalle3', 'defaultUnits'], 11, 'defaultAboveMost'],
    ['credit_config', ['services', 'dalle3', 'label'], '', 'required'],
    ['credit_config', ['plans', 'basic', 'priceCents'], 0, 'atLeast'],
    ['limits', ['perHour', 'image'], '1.5', 'whole'],
    ['limits', ['perHour', 'image'], 1_001, 'atMost'],
    ['limits', ['abuse', 'bursts', 'medium'], 1, 'ascending'],
    ['moderation', ['categories', 'violence'], ['x'], 'term.short'],
    ['moderation', ['categories', 'violence'], ['***'], 'term.nothing'],
    ['moderation', ['categories', 'violence'], ['18'], 'term.number'],
    ['moderation', ['categories', 'violence'], ['de*'], 'term.wide'],
    ['moderation', ['allowed'], ['é.'], 'term.short'],
  ] as const)('%s %j', (document, path, value, word) => {
    expect(faultsAt(document, [...path], value).map(([, found]) => found)).toEqual([word]);
  });

  it('limits of a month are whole numbers, for services of the price book', () => {
    const { services } = studio.credit_config;
    const faults = (free: object, known: unknown = services) => {
      const draft = withValue(studio.limits as unknown as Tree, ['perMonthByTier', 'free'], free);
      const checked = check('limits', draft, known);
      return checked.kind === 'good' ? [] : checked.faults.map(({ path, word }) => [path.join('/'), word]);
    };
    expect(faults({ dalle3: 0, gemini: 100 })).toEqual([]);
    expect(faults({ dalle3: 'three' })).toEqual([['perMonthByTier/free/dalle3', 'whole']]);
    expect(faults({ dalle3: -1 })).toEqual([['perMonthByTier/free/dalle3', 'atLeast']]);
    expect(faults({ gone: 1 })).toEqual([['perMonthByTier/free/gone', 'unknownService']]);
    expect(faults({ gone: 1 }, null)).toEqual([]);
  });

  it('a bonus is less than all the credits of its pack', () => {
    const pack = (bonusMicro: number) => ({
      creator: { label: 'Creator', creditsMicro: 110, bonusMicro, priceCents: 1499 },
    });
    expect(faultsAt('credit_config', ['packs'], pack(10))).toEqual([]);
    expect(faultsAt('credit_config', ['packs'], pack(110))).toEqual([
      ['packs/creator/bonusMicro', 'bonusAboveAll'],
    ]);
  });

  it('names the field of what would cost more than a call may hold', () => {
    expect(faultsAt('credit_config', PRICE, typed('900000000'))).toEqual([
      ['services/dalle3/maxUnits', 'tooDear'],
    ]);
  });
});
