import { expect, it } from 'vitest';
import { Places } from './places.ts';

const ada = { of: 'ada', max: 3 };
const one = { of: 'ada.1', max: 2 };
const other = { of: 'ada.2', max: 2 };

it('has so many places of each, and takes none where one is full', () => {
  const places = new Places();
  expect(places.take([ada, one])).not.toBeNull();
  expect(places.take([ada, one])).not.toBeNull();
  expect(places.take([ada, one])).toBeNull();
  const last = places.take([ada, other]);
  expect(last).not.toBeNull();
  expect(places.take([ada, other])).toBeNull();
  expect(places.take([{ of: 'bob', max: 3 }])).not.toBeNull();
  last?.();
  expect(places.take([ada, other])).not.toBeNull();
});

it('gives a place back once, however often it is told to', () => {
  const places = new Places();
  const giveBack = places.take([one]);
  places.take([one]);
  giveBack?.();
  giveBack?.();
  expect(places.take([one])).not.toBeNull();
  expect(places.take([one])).toBeNull();
});
