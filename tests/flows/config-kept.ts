import { afterAll, beforeAll, expect } from 'vitest';
import { db } from './support.ts';

/**
 * All files share one configuration. A file that leaves another one than it found fails, and the
 * configuration is put back: else every file after it would fail too, and hide which one it was.
 */

const documents = ['credit_config', 'limits', 'moderation'].map((id) => db.doc(`system_config/${id}`));

type Content = FirebaseFirestore.DocumentData | undefined;
let found: Content[];

const read = async (): Promise<Content[]> =>
  (await db.getAll(...documents)).map((document) => document.data());

/** What applies: not who saved it, when, and as which version. */
const applied = (contents: Content[]) =>
  contents.map(({ version: _, updatedAt: _at, updatedBy: _by, ...rest } = {}) => rest);

beforeAll(async () => {
  found = await read();
});

afterAll(async () => {
  const left = await read();
  try {
    expect(applied(left)).toEqual(applied(found));
  } catch (error) {
    for (const [index, document] of documents.entries()) {
      const content = found[index];
      const version = left[index]?.version;
      if (content) await document.set({ ...content, ...(version === undefined ? {} : { version }) });
    }
    throw error;
  }
});
