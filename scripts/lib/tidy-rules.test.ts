import { describe, expect, it } from 'vitest';
import { findUntidy } from './tidy-rules.ts';

const messages = (path: string, text: string): string[] =>
  findUntidy([{ path, text }]).map(({ message }) => message);
const clean = (path: string, text: string) => expect(messages(path, text)).toEqual([]);
const dirty = (path: string, text: string, part: string) =>
  expect(messages(path, text)).toContainEqual(expect.stringContaining(part));

describe('an instance starts fast', () => {
  it('because zod comes without its languages', () => {
    dirty('contract/src/calls/inputs.schema.ts', "import { z } from 'zod';", 'languages');
    clean('contract/src/calls/inputs.schema.ts', "import * as z from 'zod';");
    clean('functions/src/platform/transact.ts', "import type { z } from 'zod';");
  });
});

describe('decisions', () => {
  it.each(['Date.now()', 'new Date()', 'performance.now()'])('read no clock: %s', (code) =>
    dirty('functions/src/gate/decide-end.ts', `const x = ${code};`, 'no clock'),
  );
  it.each(['Math.random()', 'crypto.randomUUID()', 'randomBytes(4)'])('make nothing at random: %s', (code) =>
    dirty('functions/src/gate/decide.ts', `const x = ${code};`, 'at random'),
  );
  it('may turn a given time into a date', () =>
    clean('functions/src/gate/decide.ts', 'const x = new Date(nowMs);'));
  it('are the only ones held to that', () => clean('functions/src/gate/store.ts', 'const x = Date.now();'));
});

describe('leftovers', () => {
  it.each([`// ${'TO'}DO: later`, `// ${'FIX'}ME`, `  ${'debug'}ger;`])('%s', (line) =>
    dirty('web/src/a.ts', line, 'left over'),
  );
  it.each([
    ['it', 'only'],
    ['describe', 'skip'],
    ['test', 'todo'],
  ])('%s.%s', (call, left) => dirty('web/src/a.test.ts', `${call}.${left}('x', () => {});`, 'left over'));
  it('has console.log in scripts alone', () => {
    dirty('functions/src/a.ts', 'console.log(1);', 'console.log');
    clean('scripts/a.ts', 'console.log(1);');
  });
});

describe('comments', () => {
  const long = 'word '.repeat(22);
  it.each([`// ${long}`, `/** ${long} */`, `   * ${long}`])('end at 110 columns: %s', (line) =>
    dirty('web/src/a.ts', line, '110'),
  );
  it('may end there, and be as long as an address is', () => {
    clean('web/src/a.ts', `// ${'x'.repeat(107)}`);
    clean('web/src/a.ts', `// https://example.com/${long}`);
    clean('web/src/a.ts', `const text = '${long}';`);
  });
});

describe('files', () => {
  it('are up to 250 lines', () => {
    clean('web/src/a.ts', 'x\n'.repeat(250));
    clean('web/src/a.test.ts', 'x\n'.repeat(300));
    dirty('web/src/a.ts', 'x\n'.repeat(251), '251 lines');
  });
  it('have kebab-case names', () => dirty('web/src/BalanceCard.tsx', '', 'kebab-case'));
  it('name the line', () => {
    expect(findUntidy([{ path: 'web/src/a.ts', text: 'one\nconsole.log(2)' }])).toMatchObject([{ line: 2 }]);
  });
});
