import { REFUSALS } from '@tollgate/contract/refusals/refusals';
import { expect, it } from 'vitest';
import type { Facts } from '../words.ts';
import { ar } from './ar.ts';

const known: Facts = {
  required: '5',
  available: '2',
  missing: '3',
  wait: 'خلال 3 دقائق',
  charged: '2',
  categories: 'gore',
  ofAddress: false,
  original: 'In English.',
};
const unknown: Facts = {
  ...known,
  required: null,
  available: null,
  missing: null,
  wait: null,
  charged: null,
  categories: null,
};

it('has an Arabic sentence for every refusal, whatever it tells or leaves out', () => {
  const sentences = Object.keys(REFUSALS).map(
    (code) => Object.entries(ar).find(([name]) => name === code)?.[1],
  );
  for (const sentence of sentences) {
    for (const facts of [known, unknown, { ...known, ofAddress: true }]) {
      const said = typeof sentence === 'function' ? sentence(facts) : (sentence ?? 'missing');
      expect(said).toMatch(/^[\p{Script=Arabic}].*[.]$/u);
      expect(said).not.toMatch(/null|undefined|missing/);
    }
  }
});
