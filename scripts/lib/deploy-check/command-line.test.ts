import { describe, expect, it } from 'vitest';
import { firestoreParts, readCommandLine } from './command-line.ts';

const read = (line: string) => readCommandLine(line.split(' '));

describe('the command line of firebase', () => {
  it.each([
    'node /app/node_modules/.bin/firebase deploy --only functions,firestore:indexes -f',
    'node /app/node_modules/firebase-tools/lib/bin/firebase.js deploy --only=functions,firestore:indexes --force',
    'firebase --project demo deploy -f --only functions,firestore:indexes',
  ])('%s', (line) => {
    expect(read(line)).toMatchObject({
      command: 'deploy',
      only: ['functions', 'firestore:indexes'],
      force: true,
      dryRun: false,
      interactive: undefined,
    });
  });

  it('has the account, the project and whether it asks', () => {
    expect(
      read('firebase deploy -P prod --account ann@example.com --non-interactive --dry-run'),
    ).toMatchObject({
      project: 'prod',
      account: 'ann@example.com',
      interactive: false,
      dryRun: true,
      only: [],
    });
    expect(read('firebase deploy -m --force')?.force).toBe(false);
  });

  it('is no other program’s', () => {
    for (const line of ['node /home/firebase/server.js deploy', 'bash -c deploy', 'firebase'])
      expect(read(line)).toBeNull();
  });
});

it.each([
  ['', true, true],
  ['firestore', true, true],
  ['firestore:rules', true, false],
  ['firestore:indexes', false, true],
  ['firestore:rules,firestore:indexes', true, true],
  ['functions,firestore:indexes', false, true],
])('--only %s deploys rules: %s, indexes: %s', (only, rules, indexes) => {
  const line = read(`firebase deploy${only && ` --only ${only}`}`);
  expect(firestoreParts(line)).toEqual({ rules, indexes });
});
