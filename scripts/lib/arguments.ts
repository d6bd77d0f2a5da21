import { parseArgs } from 'node:util';
import { MendableError } from './say.ts';

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** Parses a command line; what is not understood is an error that shows the usage. */
export function readArguments<O extends NonNullable<Options>>(options: O, usage: string) {
  try {
    return parseArgs({ args: process.argv.slice(2), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new MendableError(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`);
  }
}
