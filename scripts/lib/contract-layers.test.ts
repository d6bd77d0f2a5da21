import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from './paths.ts';
import { importsOf } from './tidy-rules.ts';

/** The contract's folders: each may import from those before it. docs/architecture.md says what is in them. */
const LAYERS = [
  ...['common', 'kinds', 'pricing', 'ledger', 'limits', 'moderation', 'abuse', 'staff', 'operations'],
  ...['api-keys', 'billing', 'account', 'refusals', 'activity', 'config', 'analytics', 'calls', 'storage'],
];

const ROOT = fromRoot('contract', 'src');
const files = fs
  .readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

interface Arrow {
  to: string;
  isPackage: boolean;
  typeOnly: boolean;
}

const arrowsOf = (file: string): Arrow[] =>
  importsOf(fs.readFileSync(path.join(ROOT, file), 'utf8')).map(({ specifier, typeOnly }) => {
    const isPackage = !specifier.startsWith('.');
    return { to: isPackage ? specifier : path.join(path.dirname(file), specifier), isPackage, typeOnly };
  });

const layerOf = (file: string): number => LAYERS.indexOf(file.split(path.sep)[0] ?? '');

/** All that runs when a file is imported: files of the contract, and packages. */
function loadedBy(file: string): string[] {
  const loaded = new Set([file]);
  for (const one of loaded) {
    for (const { to, isPackage, typeOnly } of files.includes(one) ? arrowsOf(one) : []) {
      if (!typeOnly && (isPackage || files.includes(to))) loaded.add(to);
    }
  }
  return [...loaded];
}

describe('the contract', () => {
  it('lies in folders that this test knows', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
  });

  it('has arrows that point one way', () => {
    const upward = files.flatMap((file) =>
      arrowsOf(file)
        .filter(({ to, isPackage }) => !isPackage && layerOf(to) > layerOf(file))
        .map(({ to }) => `${file} → ${to}`),
    );
    expect(upward).toEqual([]);
  });

  it.each(files.filter((file) => !file.endsWith('.schema.ts')))('loads no zod for the model %s', (file) => {
    expect(loadedBy(file).filter((one) => one === 'zod' || one.endsWith('.schema.ts'))).toEqual([]);
  });
});
