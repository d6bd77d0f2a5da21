import path from 'node:path';

/**
 * Style that Biome can't say, as rules over the text of files. Pure. Who imports whom is in
 * dependency-rules.ts.
 */

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

const WORKSPACES = new Set(['contract', 'functions', 'client', 'web']);

const workspaceOf = (file: string): string => file.split('/')[0] ?? '';
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

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
    applies: (file) => workspaceOf(file) !== 'scripts',
    pattern: /\bconsole\.log\(/,
    message: 'left over: console.log belongs in scripts/ alone',
  },
  {
    applies: (file) => WORKSPACES.has(workspaceOf(file)) && !isTest(file),
    pattern: /import (?!type).*\{.*\bz\b.*\} from 'zod'/,
    message: "import * as z from 'zod': by the other form zod brings all of its languages along (350 kB)",
  },
  {
    applies: everywhere,
    // Biome wraps code, and no comments.
    pattern: /^(?=.{111})(?!.*(?:https?:|biome-ignore))\s*(?:\*|\/\*|\/\/)/u,
    message: 'a comment ends at 110 columns',
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
  files.flatMap((file) => [...checkShape(file), ...checkLines(file)]);
