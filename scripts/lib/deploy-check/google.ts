import api from 'firebase-tools/lib/api.js';
import apiv2 from 'firebase-tools/lib/apiv2.js';
import commands, { type Prepared } from 'firebase-tools/lib/command.js';
import auth from 'firebase-tools/lib/requireAuth.js';
import * as z from 'zod';
import { MendableError } from '../say.ts';
import type { CommandLine } from './command-line.ts';

/**
 * Google's APIs, with the credentials that `firebase deploy` itself uses: its login, a token or a service
 * account.
 */

/** By the names that their origins have in firebase-tools. */
const ORIGINS = {
  firestore: api.firestoreOrigin,
  functions: api.functionsV2Origin,
  hosting: api.hostingApiOrigin,
  rules: api.rulesOrigin,
  run: api.runOrigin,
  storage: api.firebaseStorageOrigin,
};

export type Service = keyof typeof ORIGINS;

/**
 * One GET. `null`: it is not there, or the API was never switched on in this project, so nothing can be
 * there.
 */
export async function read<S extends z.ZodType>(
  service: Service,
  path: string,
  schema: S,
  queryParams: Record<string, string> = {},
): Promise<z.output<S> | null> {
  try {
    const client = new apiv2.Client({ urlPrefix: ORIGINS[service]() });
    const { body } = await client.get(path, { queryParams });
    return schema.parse(body);
  } catch (error) {
    if (isNothing(error)) return null;
    const message = error instanceof Error ? error.message : String(error);
    throw new MendableError(
      `The check before the deployment can't read ${path}: ${message}\n` +
        'It looks with the account of firebase-tools. Choose one that may: npx firebase login:use EMAIL',
    );
  }
}

/** All pages of a list. */
export async function readAll<S extends z.ZodType>(
  service: Service,
  path: string,
  field: string,
  item: S,
  queryParams: Record<string, string> = {},
): Promise<z.output<S>[]> {
  const page = z.looseObject({ [field]: z.array(item).default([]), nextPageToken: z.string().optional() });
  const found: z.output<S>[] = [];
  let pageToken = '';
  do {
    const more = pageToken ? { ...queryParams, pageToken } : queryParams;
    const answer = await read(service, path, page, more);
    found.push(...z.array(item).parse(answer?.[field] ?? []));
    pageToken = z.string().catch('').parse(answer?.nextPageToken);
  } while (pageToken);
  return found;
}

const googleError = z.looseObject({
  status: z.number().optional(),
  context: z.looseObject({ body: z.unknown() }).optional(),
});

export function isNothing(error: unknown): boolean {
  const parsed = googleError.safeParse(error);
  if (!parsed.success) return false;
  const { status, context } = parsed.data;
  return (
    status === 404 || (status === 403 && JSON.stringify(context?.body ?? '').includes('SERVICE_DISABLED'))
  );
}

export interface Deployment extends Prepared {
  projectId: string;
  /** `null`: not started by `firebase deploy`, or that can't be told. */
  line: CommandLine | null;
  /** Whether a deployment follows, so that what it needs may be made; else this only looks. */
  follows: boolean;
}

interface Where {
  follows: boolean;
  line: CommandLine | null;
  project: string | undefined;
  projectDir: string;
}

/** Signs in and finds the project, as `firebase deploy` would with the same command line. */
export async function prepare({ follows, line, project, projectDir }: Where): Promise<Deployment> {
  let prepared: Prepared | undefined;
  const command = new commands.Command('deploy').before(auth.requireAuth).action((options) => {
    prepared = options;
  });
  const { account, token, config } = line ?? {};
  const given = { project, account, token, config };
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  try {
    await command.runner()({ ...known, cwd: projectDir });
  } catch (error) {
    throw new MendableError(error instanceof Error ? error.message : String(error));
  }
  const projectId = prepared?.projectId ?? project;
  if (!prepared || !projectId) {
    throw new MendableError(
      'Which project? Name it with --project ID, or choose it with: npx firebase use --add PROJECT_ID',
    );
  }
  return { ...prepared, projectId, line, follows };
}
