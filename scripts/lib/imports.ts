/** The imports of a file, as text tells them: for declarations that the compiler has written. */
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
