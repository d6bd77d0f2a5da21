import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { importsOf } from './imports.ts';
import { fromRoot, WORK_DIR } from './paths.ts';
import { MendableError } from './say.ts';

/**
 * The SDK's declarations, the contract's among them, so that its package needs nothing else of this
 * repository.
 */

const EMITTED = path.join(WORK_DIR, 'sdk-types');

/**
 * The declaration that an import leads to, from the root of what was emitted; `null` for another package's.
 */
function declarationOf(from: string, specifier: string): string | null {
  const contract = /^@tollgate\/contract\/(.+)$/.exec(specifier);
  if (contract) return `contract/src/${contract[1]}.d.ts`;
  if (!specifier.startsWith('.')) return null;
  return path.posix.join(path.posix.dirname(from), specifier).replace(/\.tsx?$/, '.d.ts');
}

/** The same text with imports that lead to the declarations beside it. */
function withRelativeImports(file: string, text: string): string {
  return importsOf(text).reduce((rewritten, { specifier }) => {
    const target = declarationOf(file, specifier);
    if (target === null) return rewritten;
    const relative = path.posix.relative(path.posix.dirname(file), target).replace(/\.d\.ts$/, '.js');
    const named = relative.startsWith('.') ? relative : `./${relative}`;
    // Types that nobody wrote out, the compiler names by `import("…")`.
    return rewritten.replaceAll(`'${specifier}'`, `'${named}'`).replaceAll(`"${specifier}"`, `"${named}"`);
  }, text);
}

const BRAND = /^declare const micro: unique symbol;$|(^export type Micro = number) & \{[^}]*\};$/gm;

/**
 * Amounts are plain numbers for who installs the SDK: the brand keeps us from mistakes, it is no matter of
 * theirs.
 */
const withoutBrand = (text: string): string => text.replace(BRAND, (_, alias) => (alias ? `${alias};` : ''));

/** Writes the declarations that these source files of `client/` reach; returns where each of them begins. */
export function writeTypes(entries: readonly string[], folder: string): string[] {
  fs.rmSync(EMITTED, { recursive: true, force: true });
  const project = fromRoot('client', 'tsconfig.build.json');
  const tsc = spawnSync(fromRoot('node_modules', '.bin', 'tsc'), ['-p', project], { encoding: 'utf8' });
  if (tsc.status !== 0) throw new MendableError(`The SDK has no declarations:\n${tsc.stdout}${tsc.stderr}`);
  const begins = entries.map((entry) => `client/${entry}`.replace(/\.tsx?$/, '.d.ts'));
  const reached = new Set(begins);
  for (const file of reached) {
    const text = fs.readFileSync(path.join(EMITTED, file), 'utf8');
    for (const { specifier } of importsOf(text)) {
      if (specifier === 'zod')
        throw new MendableError(
          `${file} needs zod, which the SDK does without: name its types from the contract's models`,
        );
      const target = declarationOf(file, specifier);
      if (target !== null) reached.add(target);
    }
    const place = path.join(folder, file);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, withoutBrand(withRelativeImports(file, text)));
  }
  return begins;
}
