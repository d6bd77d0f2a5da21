import { expect, it } from 'vitest';
import { tableOfParts } from './steps.ts';

it('lists each part with its tests, failed ones too, and its time', () => {
  const parts = [
    { name: 'flows', passed: 560, failed: 7, seconds: 590.04 },
    { name: 'rules', passed: 461, failed: 0, seconds: 7 },
  ];
  expect(
    tableOfParts(parts)
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ')),
  ).toEqual(['flows 567 tests 590.0 s', 'rules 461 tests 7.0 s']);
});
