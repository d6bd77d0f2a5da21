import path from 'node:path';

/** Style that Biome can't say, as rules over the text of files. Pure. */

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  path: string;
  text: string;
}

export interface Finding {
  path: string;
  line: number;
  message: string;
  /** Only asked about: a long file may have its reason. */
  isQuestion?: true;
}

interface Import {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

const IMPORT =
  /(?:^|\n)[ \t]*(?:import|export)(\s+type\b)?[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)[ \t]*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;

export function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => ({
    specifier: match[2] ?? match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined,
    line: lineAt(text, (match.index ?? 0) + match[0].length),
  }));
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** Which rooms a room may import from. Scripts and tests may look into every one. */
const ARROWS: Record<string, string[]> = {
  contract: ['contract'],
  functions: ['functions', 'contract'],
  client: ['client', 'contract'],
  web: ['web', 'client', 'contract'],
};

const roomOf = (file: string): string => file.split('/')[0] ?? '';

/** The file that an import leads to, as a path from the root; `null` for a package that is not ours. */
function target(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
  const own = /^@tollgate\/([^/]+)(?:\/(.*))?$/.exec(specifier);
  return own ? `${own[1]}/src/${own[2] ?? 'index'}.ts` : null;
}

const isFirebase = (specifier: string): boolean =>
  /^(?:firebase|@firebase|@google-cloud)(?:[-/]|$)/.test(specifier);
const isFirestore = (specifier: string): boolean =>
  /^firebase-admin\/firestore$|^@google-cloud\/firestore(?:\/|$)/.test(specifier);
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** A file of schemas, which needs zod. Models and clients do without. */
const isSchema = (file: string): boolean => file.endsWith('.schema.ts');

function checkImports({ path: file, text }: SourceFile): Finding[] {
  const room = roomOf(file);
  const allowed = ARROWS[room];
  const found: Finding[] = [];
  for (const { specifier, typeOnly, line } of importsOf(text)) {
    const report = (message: string) => found.push({ path: file, line, message });
    const leadsTo = target(file, specifier);
    if (allowed && leadsTo !== null && !allowed.includes(roomOf(leadsTo))) {
      report(
        `${room} must not import from ${roomOf(leadsTo)}: arrows point contract ← functions, client ← web`,
      );
    }
    if (room === 'functions' && !isTest(file) && isFirestore(specifier) && !typeOnly && file !== LOADER)
      report(`import type from ${specifier}: its values come from firestoreSdk(), which loads them late`);
    if (room === 'contract' && isFirebase(specifier))
      report(`contract is pure: it must not import ${specifier}`);
    if (allowed && isFirestore(specifier) && !mayTouchFirestore(file)) {
      report(`${specifier} belongs in functions/src/platform or in a store.ts`);
    }
    const isWithoutZod = room === 'client' || (room === 'contract' && !isSchema(file));
    if (!isWithoutZod || isTest(file)) continue;
    if (specifier === 'zod' || specifier.startsWith('zod/')) report(`${file} must stay without zod`);
    if (!typeOnly && leadsTo !== null && isSchema(leadsTo)) {
      report(`${file} may only import types (import type …) from ${leadsTo}, which needs zod`);
    }
  }
  return found;
}

const mayTouchFirestore = (file: string): boolean =>
  file.startsWith('functions/src/platform/') || /^functions\/src\/.*\/store\.ts$/.test(file);

/** The one file that loads Firestore's SDK. */
const LOADER = 'functions/src/platform/firestore.ts';

interface LineRule {
  applies: (file: string) => boolean;
  pattern: RegExp;
  message: string;
}

const isDecision = (file: string): boolean => /\/decide(?:-[a-z-]+)?\.ts$/.test(file);
const everywhere = (): boolean => true;

const LINE_RULES: LineRule[] = [
  {
    applies: isDecision,
    pattern: /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\b/,
    message: 'a decision reads no clock: take nowMs as an argument',
  },
  {
    applies: isDecision,
    pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b|node:crypto/,
    message: 'a decision makes nothing at random: take ids as arguments',
  },
  {
    applies: (file) => roomOf(file) !== 'scripts',
    pattern: /\bconsole\.log\(/,
    message: 'left over: console.log belongs in scripts/ alone',
  },
  {
    applies: (file) => roomOf(file) in ARROWS && !isTest(file),
    pattern: /import (?!type).*\{.*\bz\b.*\} from 'zod'/,
    message: "import * as z from 'zod': by the other form zod brings all of its languages along (350 kB)",
  },
  // Written so that this file doesn't find itself.
  {
    applies: everywhere,
    pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/,
    message: 'left over: a note of something undone',
  },
  { applies: everywhere, pattern: /^\s*debu[g]ger\b/, message: 'left over: debug statement' },
  {
    applies: isTest,
    pattern: /\b(?:describe|it|test|suite)\.(?:only|skip|todo|fails)\b/,
    message: 'left over: a test that is left out, or that leaves out others',
  },
];

function checkLines({ path: file, text }: SourceFile): Finding[] {
  const rules = LINE_RULES.filter(({ applies }) => applies(file));
  return text
    .split('\n')
    .flatMap((content, index) =>
      rules
        .filter(({ pattern }) => pattern.test(content))
        .map(({ message }) => ({ path: file, line: index + 1, message })),
    );
}

const MAX_LINES = 250;

function checkShape({ path: file, text }: SourceFile): Finding[] {
  const found: Finding[] = [];
  const lines = text.trimEnd().split('\n').length;
  if (lines > MAX_LINES && !isTest(file)) {
    found.push({
      path: file,
      line: lines,
      message: `${lines} lines: which two things does it do?`,
      isQuestion: true,
    });
  }
  if (!/^[a-z0-9.-]+$/.test(path.posix.basename(file))) {
    found.push({ path: file, line: 1, message: 'file names are kebab-case' });
  }
  return found;
}

/** Everything that is untidy in these files, in their order. */
export const findUntidy = (files: readonly SourceFile[]): Finding[] =>
  files.flatMap((file) => [...checkShape(file), ...checkImports(file), ...checkLines(file)]);
