import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { MendableError } from './say.ts';

const OPTIONS = { user: { type: 'string' }, apply: { type: 'boolean' } } as const;
const USAGE = 'npm run thing [-- --user UID] [--apply]';

function refusalOf(...args: string[]): string {
  try {
    readArguments(OPTIONS, USAGE, args);
  } catch (error) {
    if (error instanceof MendableError) return error.message;
  }
  throw new Error('it was taken');
}

describe('a command line', () => {
  it.each([
    [['--nosuch'], '--nosuch is not an option'],
    [['-x'], '-x is not an option'],
    [['--user'], '--user takes a value'],
    [['--user', '--apply'], '--user takes a value'],
    [['--user='], '--user takes a value'],
    [['--user', ''], '--user takes a value'],
    [['--apply=yes'], '--apply takes no value'],
  ])('%j is answered in one line that shows the usage', (args, problem) => {
    expect(refusalOf(...args)).toBe(`${problem}. Usage: ${USAGE}`);
  });

  it('is read where it is in order', () => {
    expect(readArguments(OPTIONS, USAGE, ['studio', '--user', 'ada', '--apply'])).toMatchObject({
      positionals: ['studio'],
      values: { user: 'ada', apply: true },
    });
  });
});
