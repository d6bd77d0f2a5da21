import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDependencies } from './dependencies.ts';
import { fromRoot } from './paths.ts';

/** Each file with its import, and the rule that forbids it; `null` where it may. One run proves them all. */
const CASES: [path: string, text: string, rule: string | null][] = [
  // Arrows between workspaces.
  ['contract/src/a.ts', "import { x } from '../../functions/src/b.ts';", 'contract-imports'],
  ['contract/src/b.ts', "import { x } from '@tollgate/client';", 'contract-imports'],
  ['functions/src/a.ts', "import { x } from '@tollgate/client';", 'functions-imports'],
  ['functions/src/c.ts', "import { x } from '../../web/src/b.ts';", 'functions-imports'],
  ['client/src/a.ts', "import { x } from '../../functions/src/b.ts';", 'client-imports'],
  ['client/src/b.ts', "import { x } from '../../web/src/b.ts';", 'client-imports'],
  ['web/src/a.tsx', "import { x } from '../../functions/src/b.ts';", 'web-imports'],
  ['web/src/c.tsx', "import { x } from '../../scripts/b.ts';", 'web-imports'],
  ['web/src/every.tsx', "export type * from '../../scripts/b.ts';", 'web-imports'],
  ['web/src/late.tsx', "await import('../../scripts/b.ts');", 'web-imports'],
  ['web/src/lines.tsx', 'import {\n  x,\n} from "../../scripts/b.ts";', 'web-imports'],
  ['functions/src/d.ts', "import { x } from '@tollgate/contract/common/money';", null],
  ['client/src/c.ts', "import { x } from '@tollgate/contract/common/money';", null],
  ['web/src/d.tsx', "import { x } from '@tollgate/client';", null],
  ['web/src/e.tsx', "import { x } from './b.ts';", null],
  ['scripts/a.ts', "import { x } from '../functions/src/b.ts';", null],
  // Firebase.
  ['contract/src/c.ts', "import { x } from 'firebase/app';", 'contract-is-pure'],
  ['contract/src/d.ts', "import { x } from 'firebase-admin/auth';", 'contract-is-pure'],
  ['contract/src/e.ts', "import { x } from '@google-cloud/firestore';", 'contract-is-pure'],
  ['functions/src/platform/a.ts', "import type { Query } from 'firebase-admin/firestore';", null],
  ['functions/src/credits/store.ts', "import type { Query } from 'firebase-admin/firestore';", null],
  ['scripts/lib/preset.ts', "import type { Query } from 'firebase-admin/firestore';", null],
  [
    'functions/src/credits/callables.ts',
    "import type { Query } from 'firebase-admin/firestore';",
    'firestore-in-stores',
  ],
  [
    'functions/src/gate/decide.ts',
    "import type { Query } from '@google-cloud/firestore';",
    'firestore-in-stores',
  ],
  [
    'functions/src/credits/bookstore.ts',
    "import type { Query } from 'firebase-admin/firestore';",
    'firestore-in-stores',
  ],
  [
    'functions/src/platform/group-commit.ts',
    "import { FieldValue } from 'firebase-admin/firestore';",
    'firestore-late',
  ],
  [
    'functions/src/staff/store.ts',
    "import { FieldValue } from 'firebase-admin/firestore';",
    'firestore-late',
  ],
  ['functions/src/platform/firestore.ts', "await import('firebase-admin/firestore');", null],
  ['functions/src/platform/query.test.ts', "import { FieldValue } from 'firebase-admin/firestore';", null],
  // Models and the SDK without zod.
  ['client/src/d.ts', "import type { X } from '@tollgate/contract/user.schema';", null],
  ['client/src/e.ts', "import { type X, x } from '@tollgate/contract/user.schema';", 'without-schemas'],
  ['client/src/f.ts', "export { x } from '@tollgate/contract/user.schema';", 'without-schemas'],
  ['client/src/g.ts', "import * as z from 'zod';", 'without-zod'],
  ['contract/src/f.ts', "import * as z from 'zod';", 'without-zod'],
  ['contract/src/g.ts', "import { x } from './user.schema.ts';", 'without-schemas'],
  ['contract/src/h.ts', "import type { X } from './user.schema.ts';", null],
  ['contract/src/i.schema.ts', "import { x } from './user.schema.ts';", null],
  ['contract/src/j.test.ts', "import { x } from './user.schema.ts';", null],
  ['functions/src/e.ts', "import * as z from 'zod';", null],
  // One direction of domains, of types too.
  ['functions/src/abuse/up.ts', "import type { X } from '../gate/hold.ts';", 'abuse-imports'],
  ['functions/src/platform/up.ts', "import { x } from '../ledger/balance.ts';", 'platform-imports'],
  ['functions/src/gate/down.ts', "import { x } from '../ledger/balance.ts';", null],
  ['functions/src/abuse/up.test.ts', "import { x } from '../gate/hold.ts';", null],
  ['functions/src/novelty/a.ts', "import { x } from '../ledger/balance.ts';", 'folder-without-place'],
  ['web/src/features/history/a.ts', "import { x } from '../studio/b.ts';", 'features-apart'],
  ['web/src/features/history/c.ts', "import { x } from './d.ts';", null],
  // One direction of the contract's folders.
  ['contract/src/common/up.ts', "import type { X } from '../staff/roles.ts';", 'contract-common-imports'],
  ['contract/src/staff/down.ts', "import { x } from '../common/money.ts';", null],
  ['contract/src/novelty/a.ts', "import { x } from '../common/money.ts';", 'contract-folder-without-place'],
  // Circles and dead ends.
  ['functions/src/gate/about.ts', "import type { X } from './round.ts';", 'no-circular'],
  ['functions/src/gate/dead.ts', "import { x } from './end-of-the-world.ts';", 'unresolved'],
];

/** What those lead to. */
const TARGETS: [path: string, text: string][] = [
  ...[
    'functions/src/b.ts',
    'web/src/b.ts',
    'scripts/b.ts',
    'client/src/index.ts',
    'contract/src/common/money.ts',
    'contract/src/staff/roles.ts',
    'functions/src/ledger/balance.ts',
    'functions/src/gate/hold.ts',
    'web/src/features/studio/b.ts',
    'web/src/features/history/d.ts',
  ].map((file): [string, string] => [file, 'export const x = 1;']),
  ['contract/src/user.schema.ts', "import * as z from 'zod';\nexport const x = z;"],
  ['functions/src/gate/round.ts', "import type { Y } from './about.ts';"],
];

describe('the rules of dependencies', () => {
  let root: string;
  let found: { path: string; rule: string }[];

  beforeAll(async () => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'dependencies-')));
    for (const [file, text] of [...CASES, ...TARGETS]) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), `${text}\n`);
    }
    for (const workspace of ['contract', 'client']) {
      fs.copyFileSync(fromRoot(workspace, 'package.json'), path.join(root, workspace, 'package.json'));
      link(path.join(root, workspace), `@tollgate/${workspace}`);
    }
    for (const name of ['zod', 'firebase', 'firebase-admin', '@google-cloud/firestore'])
      link(fromRoot('node_modules', name), name);
    found = (await findDependencies(root, ['contract', 'functions', 'client', 'web', 'scripts'])).forbidden;
  });

  afterAll(() => fs.rmSync(root, { recursive: true }));

  function link(target: string, name: string): void {
    const place = path.join(root, 'node_modules', name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.symlinkSync(target, place, 'dir');
  }

  it.each(CASES)('%s with %s: %s', (file, _, rule) => {
    const rules = found.filter((one) => one.path === file).map((one) => one.rule);
    if (rule === null) expect(rules).toEqual([]);
    else expect(rules).toContain(rule);
  });
});
