import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../paths.ts';
import { KNOWN_BLOCKS } from './known-rules.ts';
import { blocksOf, hashOf, judgeRules } from './rules.ts';

const ours = fs.readFileSync(fromRoot('firestore.rules'), 'utf8');
const oursOfStorage = fs.readFileSync(fromRoot('storage.rules'), 'utf8');

const inDocuments = (rules: string) => `match /databases/{database}/documents {\n${rules}\n}`;
const service = (blocks: string) => `rules_version = '2';\nservice cloud.firestore {\n${blocks}\n}\n`;
const judge = (live: string | null, local = ours) => judgeRules({ service: 'cloud.firestore', live, local });
const judgeStorage = (live: string | null, local = oursOfStorage) =>
  judgeRules({ service: 'firebase.storage', live, local });

const TODOS = `match /todos/{todo} {
  allow read: if request.auth.uid == resource.data.owner; // "theirs"
}`;
const THEIRS = service(inDocuments(TODOS));
const [ourBlock = ''] = /match \/databases[\s\S]*\n {2}\}\n/.exec(ours) ?? [];

describe('what Tollgate deploys', () => {
  it.each([
    ['firestore.rules', 'cloud.firestore', ours],
    ['storage.rules', 'firebase.storage', oursOfStorage],
  ] as const)('%s is known to every later version: add its hash to known-rules.ts', (_, name, text) => {
    const hashes = blocksOf(name, text).map(hashOf);
    expect([...KNOWN_BLOCKS]).toEqual(expect.arrayContaining(hashes));
  });

  it('is its own, however it is written', () => {
    expect(judge(ours)).toBe('ours');
    expect(judge(ours.replaceAll(/\/\/.*$/gm, '').replaceAll(/\s+/g, ' '))).toBe('ours');
    expect(judge(`${ours}\n// a comment`)).toBe('ours');
    expect(judgeStorage(oursOfStorage)).toBe('nobodys');
  });
});

describe('what nobody wrote', () => {
  it('is nothing, and what the console puts there', () => {
    const locked = inDocuments('match /{document=**} { allow read, write: if false; }');
    const test = inDocuments(
      'match /{document=**} {\n// for 30 days\nallow read, write: if request.time < timestamp.date(2026, 12, 31);\n}',
    );
    for (const live of [
      null,
      service(''),
      service(locked),
      service(test),
      service(test).split('\n').slice(1).join('\n'),
    ])
      expect(judge(live)).toBe('nobodys');
  });

  it('is the same for a bucket', () => {
    const bucket = (condition: string) =>
      `rules_version = '2';\nservice firebase.storage {\n match /b/{bucket}/o {\n match /{allPaths=**} {\n allow read, write: if ${condition};\n }\n }\n}`;
    expect(judgeStorage(bucket('false'))).toBe('nobodys');
    expect(judgeStorage(bucket('request.time < timestamp.date(2026, 2, 1)'))).toBe('nobodys');
    expect(judgeStorage(bucket('request.auth != null'))).toBe('foreign');
  });
});

describe("an app's rules", () => {
  it('are not to be replaced', () => {
    expect(judge(THEIRS)).toBe('foreign');
    expect(judge('service cloud.firestore { not what a rule looks like')).toBe('foreign');
    expect(judge(service(inDocuments('match /{document=**} { allow read, write: if true; }')))).toBe(
      'foreign',
    );
  });

  it("are not Tollgate's because they are in its block, or because the block was changed", () => {
    expect(judge(ours.replace('    match /users', `${TODOS}\n    match /users`))).toBe('foreign');
    expect(judge(ours.replace('if isStaff()', 'if true'))).toBe('foreign');
    expect(judge(ours.replace('if isStaff()', "if '// isStaff()' != ''"))).toBe('foreign');
  });

  it('are kept by a file that has them beside Tollgate’s or within it, and lost by one that has but some', () => {
    const beside = service(`${inDocuments(TODOS)}\n${ourBlock}`);
    const within = ours.replace('    match /users', `${TODOS}\n    match /users`);
    for (const local of [beside, within]) {
      expect(judge(THEIRS, local)).toBe('kept');
      expect(judge(local, local)).toBe('kept');
    }
    const more = service(inDocuments(`${TODOS}\nmatch /lists/{list} { allow read: if true; }`));
    expect(judge(more, beside)).toBe('foreign');
  });

  it('stay beside an earlier block of Tollgate’s, which the next deployment replaces', () => {
    const live = service(`${inDocuments(TODOS)}\n${ourBlock}`);
    const next = service(
      `${inDocuments(TODOS)}\n${ourBlock.replace('match /users', 'match /added/{id} { allow read: if isStaff(); }\nmatch /users')}`,
    );
    expect(judge(live, next)).toBe('kept');
    expect(judge(live, ours)).toBe('foreign');
  });
});
