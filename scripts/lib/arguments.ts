import { parseArgs } from 'node:util';
import { MendableError } from './say.ts';

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** Parses a command line; what is not understood is an error of one line that shows the usage. */
export function readArguments<O extends NonNullable<Options>>(
  options: O,
  usage: string,
  args: string[] = process.argv.slice(2),
) {
  const parsed = parse();
  for (const [name, value] of Object.entries(parsed.values))
    if (value === '') throw new MendableError(`--${name} takes a value. Usage: ${usage}`);
  return parsed;

  function parse() {
    try {
      return parseArgs({ args, options, allowPositionals: true, strict: true });
    } catch (error) {
      throw new MendableError(`${problemOf(error)}. Usage: ${usage}`);
    }
  }
}

/** In our words: those of Node advise what makes no sense here. */
function problemOf(error: unknown): string {
  const { code, message }: { code?: unknown; message?: unknown } = Object(error);
  const [, named = ''] = /'(-[^' ]*)/.exec(String(message)) ?? [];
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `${named} is not an option`;
  if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return String(message);
  return /does not take/.test(String(message)) ? `${named} takes no value` : `${named} takes a value`;
}
