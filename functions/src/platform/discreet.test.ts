import { afterEach, expect, it, vi } from 'vitest';
import { beDiscreet } from './discreet.ts';

afterEach(() => vi.restoreAllMocks());

it('prints that a body was not understood without a word of it, and everything else as it is', () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {});
  beDiscreet();
  const parse = new SyntaxError('Unexpected token, "{"data": a secret"... is not valid JSON');
  const other = new Error('out of memory');
  console.error(Object.assign(parse, { body: '{"data": a secret prompt', type: 'entity.parse.failed' }));
  console.error('failed', other);
  expect(print.mock.calls).toEqual([
    ['a request body was not understood: entity.parse.failed'],
    ['failed', other],
  ]);
});
