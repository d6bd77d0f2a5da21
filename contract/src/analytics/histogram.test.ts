import { describe, expect, it } from 'vitest';
import { bucketOf, quantileOf } from './histogram.ts';

const BOUNDS = [100, 200, 400];

describe('a histogram of times', () => {
  it.each([
    [0, 'upTo100'],
    [100, 'upTo100'],
    [101, 'upTo200'],
    [400, 'upTo400'],
    [401, 'longer'],
  ])('puts %d ms into %s', (ms, bucket) => expect(bucketOf(BOUNDS, ms)).toBe(bucket));

  it.each([
    ['nothing was counted', {}, 0.5, null],
    ['all in the first bucket', { upTo100: 10 }, 0.5, 50],
    ['all in a middle bucket', { upTo400: 4 }, 0.5, 300],
    ['the half ends with a bucket', { upTo100: 5, upTo400: 5 }, 0.5, 100],
    ['the half ends within the next', { upTo100: 4, upTo200: 6 }, 0.5, 100 + 100 / 6],
    ['the last of them', { upTo100: 5, upTo400: 5 }, 1, 400],
    ['what is above all bounds', { upTo100: 1, longer: 9 }, 0.95, 400],
  ])('tells a quantile when %s', (_, histogram, part, ms) => {
    const found = quantileOf(BOUNDS, histogram, part);
    if (ms === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(ms);
  });
});
