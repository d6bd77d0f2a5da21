import { describe, expect, it } from 'vitest';
import { auditChanges, changesBetween, readableChanges, valueAt, withValue } from './diff.ts';

const price = { priceMicro: 1, per: 1 };

describe('what differs', () => {
  it('is named by its smallest part', () => {
    const after = { services: { a: { ...price, priceMicro: 2 } }, welcomeMicro: 10 };
    expect(changesBetween({ services: { a: price }, welcomeMicro: 10 }, after)).toEqual([
      { path: ['services', 'a', 'priceMicro'], before: 1, after: 2 },
    ]);
  });

  it('is nothing where only the order of names differs', () => {
    expect(changesBetween({ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 })).toEqual([]);
  });

  it('takes what came whole as one part, and reads as its fields', () => {
    expect(changesBetween({}, { a: price })).toEqual([{ path: ['a'], before: undefined, after: price }]);
    expect(readableChanges({}, { a: price })).toEqual([
      { path: ['a', 'priceMicro'], before: undefined, after: 1 },
      { path: ['a', 'per'], before: undefined, after: 1 },
    ]);
    expect(readableChanges({ remote: null }, { remote: { model: 'x' } })).toEqual([
      { path: ['remote', 'model'], before: undefined, after: 'x' },
    ]);
  });

  it('reads the parts of an audit entry, whose names have steps', () => {
    const before = { 'services/dalle3': price, status: 'active' };
    const after = { 'services/dalle3': { ...price, priceMicro: 3 }, status: 'paused' };
    expect(auditChanges(before, after)).toEqual([
      { path: ['services', 'dalle3', 'priceMicro'], before: 1, after: 3 },
      { path: ['status'], before: 'active', after: 'paused' },
    ]);
    expect(auditChanges({ 'packs/small': null }, { 'packs/small': { label: 'S' } })).toEqual([
      { path: ['packs', 'small', 'label'], before: undefined, after: 'S' },
    ]);
  });
});

describe('a value at its place', () => {
  it('is read, set and taken away, and the original stays', () => {
    const tree = { a: { b: 1, c: 2 } };
    expect(valueAt(tree, ['a', 'b'])).toBe(1);
    expect(valueAt(tree, ['a', 'toString'])).toBeUndefined();
    expect(withValue(tree, ['a', 'b'], 5)).toEqual({ a: { b: 5, c: 2 } });
    expect(withValue(tree, ['a', 'b'], undefined)).toEqual({ a: { c: 2 } });
    expect(withValue(tree, ['x', 'y'], 1)).toEqual({ ...tree, x: { y: 1 } });
    expect(tree).toEqual({ a: { b: 1, c: 2 } });
  });
});
