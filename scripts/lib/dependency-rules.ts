import type { ICruiseOptions, IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';

/**
 * Who may import whom, as rules for dependency-cruiser. What they are for: docs/architecture.md, "Who depends
 * on whom".
 */

/** The domains of functions/src, from the bottom to the top: each may import those before it in this list. */
const DOMAINS = [
  'platform',
  'ledger',
  'limits',
  'moderation',
  'results',
  'analytics',
  'credits',
  'staff',
  'abuse',
  'orders',
  'gate',
  'generation',
  'billing',
  'admin',
  'api-keys',
  'account',
  'settings',
  'reconcile',
  'upkeep',
  'http-api',
];

/** The folders of contract/src, in the same way. */
const CONTRACT_FOLDERS = [
  ...['common', 'kinds', 'pricing', 'ledger', 'limits', 'moderation', 'abuse', 'staff', 'operations'],
  ...['api-keys', 'billing', 'account', 'refusals', 'activity', 'config', 'analytics', 'calls', 'storage'],
];

/** Which workspaces a workspace may import. Scripts and tests may import every one. */
const WORKSPACES: Record<string, string[]> = {
  contract: ['contract'],
  functions: ['functions', 'contract'],
  client: ['client', 'contract'],
  web: ['web', 'client', 'contract'],
};
const FOLDERS = [...Object.keys(WORKSPACES), 'scripts', 'tests', 'examples'];

const FUNCTIONS = '^functions/src/';
const TEST = '\\.test\\.tsx?$';
const FIRESTORE = 'node_modules/(?:firebase-admin/.*firestore|@google-cloud/firestore)/';
const ZOD = 'node_modules/zod/';
/** The one file that loads Firestore's SDK. */
const FIRESTORE_LOADER = `${FUNCTIONS}platform/firestore\\.ts$`;

const anyOf = (names: readonly string[]): string => `(?:${names.join('|')})`;
const not = (names: readonly string[]): string => `(?!${anyOf(names)}/)`;

type Rule = IRegularForbiddenRuleType;
const rule = (name: string, comment: string, from: Rule['from'], to: Rule['to']): Rule => ({
  ...{ name, comment, from, to, severity: 'error' },
});

const everyFile: IForbiddenRuleType[] = [
  rule('no-circular', 'files that import each other can only be understood together', {}, { circular: true }),
  rule('unresolved', 'this leads nowhere', {}, { couldNotResolve: true }),
];

const betweenWorkspaces = Object.entries(WORKSPACES).map(([workspace, allowed]) =>
  rule(
    `${workspace}-imports`,
    `${workspace} may import ${allowed.join(', ')}`,
    { path: `^${workspace}/src/` },
    { path: `^${anyOf(FOLDERS.filter((folder) => !allowed.includes(folder)))}/` },
  ),
);

/** One direction in a list of folders. Tests may look up. */
const oneWay = (root: string, prefix: string, folders: readonly string[]): Rule[] => [
  ...folders
    .slice(0, -1)
    .map((folder, index) =>
      rule(
        `${prefix}${folder}-imports`,
        `${folder} may import ${folders.slice(0, index).join(', ') || 'no other'}`,
        { path: `${root}${folder}/`, pathNot: TEST },
        { path: `${root}${anyOf(folders.slice(index + 1))}/` },
      ),
    ),
  rule(
    `${prefix}folder-without-place`,
    'a new folder needs its place in the order, in scripts/lib/dependency-rules.ts',
    { path: `${root}${not(folders)}[^/]+/` },
    { path: '.' },
  ),
];

/** Of what a package exports types alone, which are gone when it runs. */
const byValue = { dependencyTypesNot: ['type-only' as const] };

export const FORBIDDEN: IForbiddenRuleType[] = [
  ...everyFile,
  ...betweenWorkspaces,
  ...oneWay(FUNCTIONS, '', DOMAINS),
  ...oneWay('^contract/src/', 'contract-', CONTRACT_FOLDERS),
  rule(
    'features-apart',
    'features share what lies in web/src/shared, not each other',
    { path: '^web/src/features/([^/]+)/', pathNot: TEST },
    { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
  ),
  rule(
    'contract-is-pure',
    'the contract imports nothing of Firebase',
    { path: '^contract/src/' },
    { path: 'node_modules/(?:firebase|@firebase|@google-cloud)' },
  ),
  rule(
    'firestore-in-stores',
    'only functions/src/platform and store.ts files touch Firestore',
    {
      path: `^${anyOf(Object.keys(WORKSPACES))}/src/`,
      pathNot: [`${FUNCTIONS}platform/`, `${FUNCTIONS}.*/store\\.ts$`],
    },
    { path: FIRESTORE },
  ),
  rule(
    'firestore-late',
    'import its types: values come from firestoreSdk(), which loads them late',
    { path: FUNCTIONS, pathNot: [TEST, FIRESTORE_LOADER] },
    { path: FIRESTORE, ...byValue },
  ),
  rule(
    'without-zod',
    'models of the contract, and the SDK, do without zod',
    { path: '^(?:contract|client)/src/', pathNot: ['^contract/src/.*\\.schema\\.ts$', TEST] },
    { path: ZOD },
  ),
  rule(
    'without-schemas',
    'models of the contract, and the SDK, may only import types from a schema, which needs zod',
    { path: '^(?:contract|client)/src/', pathNot: ['^contract/src/.*\\.schema\\.ts$', TEST] },
    { path: '\\.schema\\.ts$', ...byValue },
  ),
];

export const OPTIONS: ICruiseOptions = {
  // TypeScript 7 has no API for JavaScript that the tool could use.
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
};

/** How modules are found: by the names that TypeScript's `exports` have, and styles as they are. */
export const RESOLVE = {
  exportsFields: ['exports'],
  conditionNames: ['types', 'import', 'default'],
  extensions: ['.ts', '.tsx', '.js', '.d.ts'],
};
