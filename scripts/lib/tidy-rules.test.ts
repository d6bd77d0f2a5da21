import { describe, expect, it } from 'vitest';
import { findUntidy, importsOf } from './tidy-rules.ts';

const messages = (path: string, text: string): string[] =>
  findUntidy([{ path, text }]).map(({ message }) => message);
const clean = (path: string, text: string) => expect(messages(path, text)).toEqual([]);
const dirty = (path: string, text: string, part: string) =>
  expect(messages(path, text)).toContainEqual(expect.stringContaining(part));

describe('importsOf', () => {
  it('sees every way to import, across lines', () => {
    const text = `import type { A } from 'a';\nimport {\n  b,\n} from "b";\nimport 'c';\nexport * from './d.ts';\nconst e = await import('e');`;
    expect(importsOf(text)).toEqual([
      { specifier: 'a', typeOnly: true, line: 1 },
      { specifier: 'b', typeOnly: false, line: 4 },
      { specifier: 'c', typeOnly: false, line: 5 },
      { specifier: './d.ts', typeOnly: false, line: 6 },
      { specifier: 'e', typeOnly: false, line: 7 },
    ]);
  });
});

describe('arrows between rooms', () => {
  it.each([
    ['contract/src/a.ts', '../../functions/src/b.ts'],
    ['contract/src/a.ts', '@tollgate/client'],
    ['functions/src/a.ts', '@tollgate/client'],
    ['functions/src/a.ts', '../../web/src/b.ts'],
    ['client/src/a.ts', '../../functions/src/b.ts'],
    ['client/src/a.ts', '../../web/src/b.ts'],
    ['web/src/a.tsx', '../../functions/src/b.ts'],
    ['web/src/a.tsx', '../../scripts/b.ts'],
  ])('%s must not import %s', (path, specifier) =>
    dirty(path, `import { x } from '${specifier}';`, 'must not import from'),
  );

  it.each([
    ['functions/src/a.ts', '@tollgate/contract/common/money'],
    ['client/src/a.ts', '@tollgate/contract/common/money'],
    ['web/src/a.tsx', '@tollgate/client'],
    ['web/src/a.tsx', './b.ts'],
    ['scripts/a.ts', '../functions/src/b.ts'],
    ['tests/flows/a.test.ts', '../../functions/src/b.ts'],
  ])('%s may import %s', (path, specifier) => clean(path, `import { x } from '${specifier}';`));

  it('keeps Firebase out of the contract', () => {
    for (const name of ['firebase/app', 'firebase-admin/auth', '@google-cloud/firestore', '@firebase/util']) {
      dirty('contract/src/a.ts', `import { x } from '${name}';`, 'contract is pure');
    }
  });
});

describe('Firestore', () => {
  const text = "import type { Query } from 'firebase-admin/firestore';";
  it('is touched in platform and stores alone', () => {
    clean('functions/src/platform/firestore.ts', text);
    clean('functions/src/credits/store.ts', text);
    clean('scripts/lib/preset.ts', text);
    dirty('functions/src/credits/callables.ts', text, 'store.ts');
    dirty(
      'functions/src/gate/decide.ts',
      "import type { Firestore } from '@google-cloud/firestore';",
      'store.ts',
    );
    dirty('functions/src/credits/bookstore.ts', text, 'store.ts');
  });
});

describe('an instance starts fast', () => {
  it('because one file alone loads Firestore, and the others its types', () => {
    const values = "import { FieldValue } from 'firebase-admin/firestore';";
    dirty('functions/src/platform/round.ts', values, 'import type');
    dirty('functions/src/credits/store.ts', values, 'import type');
    clean('functions/src/platform/firestore.ts', "await import('firebase-admin/firestore')");
    clean('functions/src/platform/query.test.ts', values);
  });

  it('because zod comes without its languages', () => {
    dirty('contract/src/calls/inputs.schema.ts', "import { z } from 'zod';", 'languages');
    clean('contract/src/calls/inputs.schema.ts', "import * as z from 'zod';");
    clean('functions/src/platform/transact.ts', "import type { z } from 'zod';");
  });
});

describe('models of the contract stay without zod', () => {
  it('and so without its schemas', () => {
    const schema = "import { userSchema } from './user.schema.ts';";
    dirty('contract/src/account/user.ts', schema, 'only import types');
    clean('contract/src/account/profile.schema.ts', schema);
    dirty('contract/src/account/user.ts', "import * as z from 'zod';", 'without zod');
  });
});

describe('the SDK stays without zod', () => {
  it('imports types alone from what needs it', () => {
    clean('client/src/a.ts', "import type { CallName } from '@tollgate/contract/calls/inputs.schema';");
    dirty(
      'client/src/a.ts',
      "import { type CallName } from '@tollgate/contract/calls/inputs.schema';",
      'only import types',
    );
    dirty(
      'client/src/a.ts',
      "export { COLLECTIONS } from '@tollgate/contract/account/user.schema';",
      'only import types',
    );
    dirty('client/src/a.ts', "import { z } from 'zod';", 'without zod');
    clean('functions/src/a.ts', "import * as z from 'zod';");
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
