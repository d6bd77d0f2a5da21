import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

/** Pages have their words in files of their own; what several of them name has one name. */

const wordsSchema = z.record(z.string(), z.string());

/** The words at a place such as `history.ledger.source`: a file, and a path in it. */
function wordsAt(language: string, place: string): Record<string, string> {
  const [file, ...keys] = place.split('.');
  const text = fs.readFileSync(path.join(import.meta.dirname, language, `${file}.json`), 'utf8');
  const found = keys.reduce<unknown>((within, key) => Object(within)[key], JSON.parse(text));
  return wordsSchema.parse(found);
}

describe.each(['en', 'ar'])('%s', (language) => {
  it.each([
    ['sources of credits', ['admin-users.source', 'history.ledger.source']],
    ['signals of abuse', ['admin-users.signal', 'admin-changes.fields']],
    ['statuses of users', ['admin-users.status', 'admin-abuse.statuses']],
  ])('%s have one word on every page', (_, [first = '', ...others]) => {
    const words = wordsAt(language, first);
    for (const place of others) {
      const there = wordsAt(language, place);
      const shared = Object.keys(words).filter((name) => name in there);
      expect(shared).not.toEqual([]);
      expect(shared.map((name) => [name, there[name]])).toEqual(shared.map((name) => [name, words[name]]));
    }
  });
});
