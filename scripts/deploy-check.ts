import * as z from 'zod';
import { readArguments } from './lib/arguments.ts';
import { runningDeployment } from './lib/deploy-check/command-line.ts';
import { checkFirestore, firestoreConfig } from './lib/deploy-check/firestore.ts';
import { checkFunctions, functionsConfig } from './lib/deploy-check/functions.ts';
import { type Deployment, prepare } from './lib/deploy-check/google.ts';
import { checkImages } from './lib/deploy-check/images.ts';
import { checkSite, hostingConfig } from './lib/deploy-check/site.ts';
import { replacedBy, type Stop, tellStops } from './lib/deploy-check/stop.ts';
import { checkStorage, storageConfig } from './lib/deploy-check/storage.ts';
import { ROOT } from './lib/paths.ts';
import { MendableError, runCommand, say } from './lib/say.ts';

/**
 * `npm run deploy-check -- [TARGET…] [--project ID]`: whether a deployment would replace or delete what is
 * not Tollgate's. Each target of firebase.json runs it before it is deployed.
 */
const USAGE = 'npm run deploy-check -- [storage] [firestore] [functions] [hosting] [--project ID]';

/** Each part of firebase.json is one entry or a list of them. */
const listOf = <S extends z.ZodType>(entry: S) =>
  z.union([z.array(entry), entry.transform((one) => [one])]).default([]);
const firebaseJson = z.looseObject({
  storage: listOf(storageConfig),
  firestore: listOf(firestoreConfig),
  functions: listOf(functionsConfig),
  hosting: listOf(hostingConfig),
});
type FirebaseJson = z.output<typeof firebaseJson>;

const each = async <T>(entries: readonly T[], check: (entry: T) => Promise<Stop[]>): Promise<Stop[]> => {
  const found: Stop[] = [];
  for (const entry of entries) found.push(...(await check(entry)));
  return found;
};

const CHECKS: Record<string, (deployment: Deployment, settings: FirebaseJson) => Promise<Stop[]>> = {
  storage: (deployment, { storage }) => each(storage, (entry) => checkStorage(deployment, entry)),
  firestore: (deployment, { firestore }) => each(firestore, (entry) => checkFirestore(deployment, entry)),
  functions: (deployment, { functions }) =>
    // Others that somebody deploys from here are theirs to look after.
    each(
      functions.filter(({ source }) => source === 'functions/dist'),
      async (entry) => {
        const { stops, regions } = await checkFunctions(deployment, entry);
        return stops.length > 0 ? stops : checkImages(deployment, regions);
      },
    ),
  hosting: (deployment, { hosting }) => each(hosting, (entry) => checkSite(deployment, entry)),
};

await runCommand(async () => {
  const { values, positionals } = readArguments({ project: { type: 'string' } }, USAGE);
  const unknown = positionals.find((name) => !Object.hasOwn(CHECKS, name));
  if (unknown) throw new MendableError(`There is no target ${unknown}. Usage: ${USAGE}`);
  const targets = positionals.length > 0 ? positionals : Object.keys(CHECKS);
  const replaced = replacedBy(process.env.TOLLGATE_REPLACE);
  const line = runningDeployment();
  // firebase-tools names both to its hooks.
  const { PROJECT_DIR: projectDir = ROOT, GCLOUD_PROJECT } = process.env;
  const isHook = process.env.PROJECT_DIR !== undefined;
  const project = values.project ?? line?.project ?? (isHook ? GCLOUD_PROJECT : undefined);
  const follows = isHook && !line?.dryRun;
  const deployment = await prepare({ follows, line, project, projectDir });
  const settings = firebaseJson.parse(deployment.config.src);
  const stops = await each(targets, async (target) => CHECKS[target]?.(deployment, settings) ?? []);
  const left = stops.filter(({ replaces }) => !replaces || !replaced.has(replaces));
  if (left.length > 0) throw new MendableError(tellStops(deployment.projectId, left));
  say(`${targets.join(', ')}: nothing in ${deployment.projectId} that is not Tollgate's would be replaced`);
  return 0;
});
