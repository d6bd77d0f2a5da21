import fs from 'node:fs';
import firestore, { type FieldOverride } from 'firebase-tools/lib/firestore/api.js';
import * as z from 'zod';
import { hasOurMarks } from '../../../functions/src/platform/unreadable.ts';
import { firestoreParts } from './command-line.ts';
import { readFunctions } from './functions.ts';
import { type Deployment, isNothing, read } from './google.ts';
import { checkRules } from './ruleset.ts';
import type { Stop } from './stop.ts';

export const firestoreConfig = z.looseObject({
  database: z.string().default('(default)'),
  rules: z.string().optional(),
  indexes: z.string().optional(),
});
type FirestoreConfig = z.output<typeof firestoreConfig>;

/** The rules and the indexes of a database. */
export async function checkFirestore(deployment: Deployment, config: FirestoreConfig): Promise<Stop[]> {
  const parts = firestoreParts(deployment.line);
  const stops: Stop[] = [];
  if (parts.rules && config.rules) {
    const release =
      config.database === '(default)' ? 'cloud.firestore' : `cloud.firestore/${config.database}`;
    stops.push(
      ...(await checkRules(deployment, {
        service: 'cloud.firestore',
        release,
        file: config.rules,
        replaces: 'firestore:rules',
        subject: 'Firestore: the rules in force',
        without: 'npx firebase deploy --only functions,firestore:indexes,storage,hosting',
      })),
    );
  }
  if (parts.indexes && config.indexes) {
    stops.push(...(await checkIndexes(deployment, config.database, config.indexes)));
  }
  return stops;
}

/**
 * With `--force`, firebase-tools deletes what is not in the file; without, it leaves it. Fields that are in
 * it are changed.
 */
async function checkIndexes(deployment: Deployment, database: string, file: string): Promise<Stop[]> {
  const { projectId, line } = deployment;
  const found = await read(
    'firestore',
    `/v1/projects/${projectId}/databases/${database}`,
    z.looseObject({
      databaseEdition: z.string().default('STANDARD'),
    }),
  );
  if (!found) return [];
  const api = new firestore.FirestoreApi();
  const [indexes, fields] = await Promise.all([
    api.listIndexes(projectId, database).catch(nothing),
    api.listFieldOverrides(projectId, database).catch(nothing),
  ]);
  const spec = api.upgradeOldSpec(JSON.parse(fs.readFileSync(deployment.config.path(file), 'utf8')));
  const isOf = (field: { name: string }) => (wanted: FieldOverride) =>
    field.name.endsWith(`/collectionGroups/${wanted.collectionGroup}/fields/${wanted.fieldPath}`);
  const foreign = [
    ...indexes
      .filter((index) => !spec.indexes.some((own) => api.indexMatchesSpec(index, own, found.databaseEdition)))
      .map((index) => api.printer.prettyIndexString(index, false)),
    ...fields
      .filter((field) => !spec.fieldOverrides.some(isOf(field)))
      .map((field) => api.printer.prettyFieldString(field)),
  ].map(withoutColours);
  const stops: Stop[] = [];
  if (line?.force && foreign.length > 0) {
    stops.push({
      what:
        `Firestore: with --force this deployment would delete indexes that ${file} doesn't have:` +
        `\n    ${foreign.join('\n    ')}`,
      ways: [
        `Deploy without --force. Nothing of Tollgate needs it: npx firebase deploy --project ${projectId}`,
      ],
      replaces: 'firestore:indexes',
    });
  }
  const changed = fields.filter((field) => {
    const own = spec.fieldOverrides.find(isOf(field));
    return own !== undefined && !api.fieldMatchesSpec(field, own);
  });
  // Of an earlier version of Tollgate they are its own, which may change.
  if (changed.length > 0 && !(await readFunctions(projectId)).some(({ isOurs }) => isOurs)) {
    const list = changed.map((field) => withoutColours(api.printer.prettyFieldString(field)));
    stops.push({
      what:
        'Firestore: your app indexes fields that Tollgate indexes differently, ' +
        `and this deployment would change them:\n    ${list.join('\n    ')}`,
      ways: ['Your app and Tollgate would share collections there: give Tollgate a project of its own'],
      replaces: 'firestore:indexes',
    });
  }
  for (const { collectionGroup, fieldPath } of spec.fieldOverrides.filter(({ ttl }) => ttl)) {
    const list = `/v1/projects/${projectId}/databases/${database}/documents/${collectionGroup}`;
    const documents = (await read('firestore', list, documentsShape, { pageSize: `${MAX_LOOKED_AT}` }))
      ?.documents;
    const theirs = documents?.find(
      ({ fields }) => fieldPath in fields && !hasOurMarks(collectionGroup, fields),
    );
    if (theirs) stops.push(ageingStop(theirs.name, { collectionGroup, fieldPath, file }));
  }
  return stops;
}

const MAX_LOOKED_AT = 100;
const documentsShape = z.looseObject({
  documents: z
    .array(z.looseObject({ name: z.string(), fields: z.record(z.string(), z.unknown()).default({}) }))
    .default([]),
});

/** Firestore deletes what is past a time to live, whoever wrote it. */
const ageingStop = (
  name: string,
  { collectionGroup, fieldPath, file }: FieldOverride & { file: string },
): Stop => ({
  what:
    `Firestore: ${collectionGroup} has documents that are not Tollgate's, and this deployment would have Firestore delete ` +
    `those whose ${fieldPath} is past: ${name.split('/documents/').at(-1)}, for one.`,
  ways: [
    `Take "ttl": true of ${collectionGroup} out of ${file}, and deploy again: Tollgate's scheduled jobs remove what is its own`,
    'or let your app use another collection, and move its documents there',
  ],
  replaces: 'firestore:indexes',
});

function nothing(error: unknown): { name: string }[] {
  if (isNothing(error)) return [];
  throw error;
}

const withoutColours = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the codes of a terminal
  text.replaceAll(/\u001B\[[\d;]*m/g, '').trim();
