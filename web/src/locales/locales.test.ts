import { describe, expect, it } from 'vitest';

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { import: 'default', eager: true });
const NAMES = Object.keys(files).flatMap((file) => /^\.\/en\/(.+)\.json$/.exec(file)?.[1] ?? []);

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];
const ENDING = /_(zero|one|two|few|many|other)$/;

/** Every word by its path. */
function wordsOf(tree: unknown, path = ''): [path: string, word: string][] {
  if (typeof tree === 'string') return [[path, tree]];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => wordsOf(value, path ? `${path}.${key}` : key));
}

const gaps = (word: string) => [...word.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(NAMES)('the words of %s', (name) => {
  const english = new Map(wordsOf(files[`./en/${name}.json`]));
  const arabic = new Map(wordsOf(files[`./ar/${name}.json`]));
  const plain = (words: Map<string, string>) =>
    [...new Set([...words.keys()].map((key) => key.replace(ENDING, '')))].sort();

  it('are all there in Arabic too', () => {
    expect(plain(arabic)).toEqual(plain(english));
  });

  it('have every plural form of Arabic', () => {
    const counted = [...arabic.keys()]
      .filter((key) => ENDING.test(key))
      .map((key) => key.replace(ENDING, ''));
    for (const key of new Set(counted))
      for (const form of FORMS) expect([...arabic.keys()]).toContain(`${key}_${form}`);
  });

  it('are filled in with the same', () => {
    for (const [key, word] of arabic) {
      const same = english.get(key);
      if (same === undefined || ENDING.test(key)) continue;
      expect(gaps(word), key).toEqual(gaps(same));
    }
  });
});
