import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';

/**
 * The style sheet names the styles of the components that the app uses one by one: together they are twice as
 * large.
 */

const require = createRequire(import.meta.url);
const PACKAGE = path.dirname(require.resolve('@mantine/core/styles.css'));
const SOURCES = path.resolve(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(file, 'utf8');
const named = (list = '') => list.split(',').map((name) => name.trim());

/** Where Mantine's entry has each of its names from. */
const entry = path.join(PACKAGE, 'esm', 'index.mjs');
const places = new Map(
  [...read(entry).matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(([, list, place = '']) =>
    named(list).map((name) => [name, path.resolve(path.dirname(entry), place)]),
  ),
);

const imported = fs
  .readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .flatMap((file) => [
    ...read(path.join(SOURCES, file)).matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
  ])
  .flatMap(([, list]) => named(list));

/** Every file of Mantine that is loaded for them. */
function loadedFor(names: readonly string[]): Set<string> {
  const loaded = new Set(names.flatMap((name) => places.get(name) ?? []));
  for (const file of loaded) {
    for (const [, place = ''] of read(file).matchAll(/from "(\.[^"]+)"/g))
      loaded.add(path.resolve(path.dirname(file), place));
  }
  return loaded;
}

it('has the styles of every component that is used, and of no other', () => {
  const styled = [...loadedFor(imported)].flatMap((file) => /(\w+)\.module\.mjs$/.exec(file)?.[1] ?? []);
  const wanted = ['baseline', 'default-css-variables', 'global', ...styled];
  const sheet = read(path.join(import.meta.dirname, 'mantine.css'));
  const has = [...sheet.matchAll(/styles\/([\w-]+)\.layer\.css/g)].map(([, name]) => name);
  expect(has.toSorted()).toEqual([...new Set(wanted)].toSorted());
});
