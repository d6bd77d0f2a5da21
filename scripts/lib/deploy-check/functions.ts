import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import envs from 'firebase-tools/lib/functions/env.js';
import * as z from 'zod';
import { fromRoot } from '../paths.ts';
import { MendableError } from '../say.ts';
import { type Deployment, readAll } from './google.ts';
import { judgeFunctions, type LiveFunction, type Place } from './judge-functions.ts';
import type { Stop } from './stop.ts';

/** Functions of the project, and which of them a deployment would take over or delete. */

/**
 * Every function of Tollgate is given this secret, so one that has it is Tollgate's, whatever codebase it was
 * deployed as.
 */
const OUR_SECRET = 'TOLLGATE_HASH_KEY';
const CODEBASE_LABEL = 'firebase-functions-codebase';

const liveFunction = z.looseObject({
  name: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
  serviceConfig: z
    .looseObject({ secretEnvironmentVariables: z.array(z.looseObject({ key: z.string() })).optional() })
    .optional(),
  secretEnvironmentVariables: z.array(z.looseObject({ key: z.string() })).optional(),
});
const liveService = z.looseObject({
  name: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});

const placeOf = (resource: string): Place => {
  const [, , , region = '', , name = ''] = resource.split('/');
  return { name, region };
};

/** Functions of both generations, in every region. */
export async function readFunctions(projectId: string): Promise<LiveFunction[]> {
  const lists = await Promise.all(
    ['v1', 'v2'].map((version) =>
      readAll(
        'functions',
        `/${version}/projects/${projectId}/locations/-/functions`,
        'functions',
        liveFunction,
      ),
    ),
  );
  return lists.flat().map(({ name, labels, serviceConfig, secretEnvironmentVariables }) => ({
    ...placeOf(name),
    codebase: labels?.[CODEBASE_LABEL] ?? 'default',
    isOurs: [
      ...(serviceConfig?.secretEnvironmentVariables ?? []),
      ...(secretEnvironmentVariables ?? []),
    ].some(({ key }) => key === OUR_SECRET),
  }));
}

async function readServices(projectId: string, region: string): Promise<Place[]> {
  const address = `/v2/projects/${projectId}/locations/${region}/services`;
  // Who may not look goes on: Google refuses such a function by itself, and replaces nothing.
  const services = await readAll('run', address, 'services', liveService).catch(() => []);
  return services
    .filter(({ labels }) => labels?.['goog-managed-by'] !== 'cloudfunctions')
    .map(({ name }) => placeOf(name));
}

export const functionsConfig = z.looseObject({
  source: z.string(),
  codebase: z.string().default('default'),
  configDir: z.string().optional(),
  prefix: z.string().optional(),
});
type FunctionsConfig = z.output<typeof functionsConfig>;

const run = promisify(execFile);
const manifest = z.looseObject({
  endpoints: z.record(z.string(), z.looseObject({ region: z.array(z.string()) })),
});

/**
 * The functions that the built folder has, as firebase-tools lists them, with the settings of this project.
 */
async function wantedFunctions(deployment: Deployment, config: FunctionsConfig): Promise<Place[]> {
  const { projectId, projectAlias, config: settings } = deployment;
  const source = settings.path(config.source);
  const configDir = settings.path(config.configDir ?? config.source);
  const known = { functionsSource: source, configDir, projectDir: settings.projectDir };
  const variables = envs.loadUserEnvs({ ...known, projectId, projectAlias });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tollgate-functions-'));
  const output = path.join(folder, 'manifest.json');
  const program = fromRoot('node_modules', 'firebase-functions', 'lib', 'bin', 'firebase-functions.js');
  try {
    await run(process.execPath, [program, source], {
      cwd: source,
      env: {
        ...process.env,
        ...variables,
        GCLOUD_PROJECT: projectId,
        FIREBASE_CONFIG: JSON.stringify({ projectId }),
        FUNCTIONS_CONTROL_API: 'true',
        FUNCTIONS_MANIFEST_OUTPUT_PATH: output,
      },
    });
    const { endpoints } = manifest.parse(JSON.parse(fs.readFileSync(output, 'utf8')));
    return Object.entries(endpoints).flatMap(([id, { region }]) =>
      region.map((each) => ({ name: config.prefix ? `${config.prefix}-${id}` : id, region: each })),
    );
  } catch (error) {
    throw new MendableError(
      "The functions can't be listed. Build them with npm run build, or mend functions/.env:\n" +
        (error instanceof Error ? error.message : String(error)),
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

export interface FunctionsCheck {
  stops: Stop[];
  regions: string[];
}

export async function checkFunctions(
  deployment: Deployment,
  config: FunctionsConfig,
): Promise<FunctionsCheck> {
  const { projectId } = deployment;
  const [wanted, live] = await Promise.all([wantedFunctions(deployment, config), readFunctions(projectId)]);
  const regions = [...new Set(wanted.map(({ region }) => region))];
  const services = await Promise.all(regions.map((region) => readServices(projectId, region)));
  return {
    stops: judgeFunctions({ codebase: config.codebase, wanted, live, services: services.flat() }),
    regions,
  };
}
