import {
  type GoogleFunction,
  type GoogleIndex,
  type GoogleProject,
  REGION,
  repositoryOf,
} from './project.ts';

/** What the stand-in answers. Everything is done at once: an operation is over when it is asked for. */

export interface Call {
  service: string;
  method: string;
  /** Without the service's prefix and the query. */
  path: string;
  body: Record<string, unknown>;
}

export interface Answer {
  status: number;
  body: unknown;
}

type OriginOf = (service: string) => string;
type Handler = (call: Call, parts: string[], project: GoogleProject, originOf: OriginOf) => unknown;
type Route = [method: string, service: string, path: RegExp, handle: Handler];

class NotFound extends Error {}
const existing = <T>(found: T | null | undefined): T => {
  if (found === null || found === undefined) throw new NotFound();
  return found;
};
const done = (response: unknown = {}) => ({ name: 'operations/1', done: true, response });
const nothing = () => ({});
const policy = () => ({ bindings: [], etag: 'etag' });

/** Operations that firebase-tools asks for again, with what came of them. */
const operations = new Map<string, unknown>();
function operation(prefix: string, response: unknown) {
  const name = `${prefix}/operations/${operations.size + 1}`;
  operations.set(name, response);
  return { name, done: true, response };
}

function put(list: GoogleFunction[], { path, body }: Call, name: string): unknown {
  const made: GoogleFunction = {
    ...body,
    name,
    state: 'ACTIVE',
    serviceConfig: { ...Object(body.serviceConfig), uri: 'https://function.run.app', service: 'services/x' },
  };
  const at = list.findIndex((found) => found.name === name);
  list.splice(at < 0 ? list.length : at, at < 0 ? 0 : 1, made);
  return operation(path.split('/functions')[0]?.slice(3) ?? '', made);
}

const LISTS: Route[] = [
  [
    'GET',
    'functions',
    /^v1\/projects\/[^/]+\/locations\/-\/functions$/,
    (_, __, project) => ({
      functions: project.functionsOfFirstGeneration,
    }),
  ],
  [
    'GET',
    'functions',
    /^v2\/projects\/[^/]+\/locations\/-\/functions$/,
    (_, __, { functions }) => ({ functions }),
  ],
  ['GET', 'run', /services$/, (_, __, { services }) => ({ services })],
  [
    'GET',
    'rules',
    /\/releases$/,
    (_, __, { id, rules }) => ({
      releases: Object.keys(rules).map((name) => releaseOf(id, name)),
    }),
  ],
  ['GET', 'firestore', /\/indexes$/, (_, __, { indexes }) => ({ indexes })],
  ['GET', 'firestore', /\/fields$/, (_, __, { fields }) => ({ fields })],
];

const releaseOf = (project: string, name: string) => ({
  name: `projects/${project}/releases/${name}`,
  rulesetName: `projects/${project}/rulesets/${encodeURIComponent(name)}`,
  createTime: '2026-01-01T00:00:00Z',
});

const RULES: Route[] = [
  ['POST', 'rules', /:test$/, nothing],
  [
    'GET',
    'rules',
    /\/releases\/(.+)$/,
    (_, [name = ''], { id, rules }) => {
      existing(rules[name]);
      return releaseOf(id, name);
    },
  ],
  [
    'GET',
    'rules',
    /\/rulesets\/(.+)$/,
    (_, [name = ''], { rules }) => ({
      source: { files: [{ name: 'live.rules', content: existing(rules[decodeURIComponent(name)]) }] },
    }),
  ],
  ['POST', 'rules', /\/rulesets$/, (_, __, { id }) => ({ name: `projects/${id}/rulesets/new` })],
  [
    'PATCH',
    'rules',
    /\/releases\/(.+)$/,
    (_, [name = ''], { id, rules }) => {
      existing(rules[name]);
      return releaseOf(id, name);
    },
  ],
  ['POST', 'rules', /\/releases$/, nothing],
];

const FIRESTORE: Route[] = [
  [
    'GET',
    'firestore',
    /\/databases\/\(default\)$/,
    ({ path }) => ({
      name: path.slice(3),
      databaseEdition: 'STANDARD',
    }),
  ],
  [
    'POST',
    'firestore',
    /^v1\/(.+\/indexes)$/,
    ({ body }, [parent], { indexes }) => {
      const made: GoogleIndex = {
        queryScope: 'COLLECTION',
        fields: [],
        ...body,
        state: 'READY',
        name: `${parent}/${indexes.length}`,
      };
      indexes.push(made);
      return operation('firestore', made);
    },
  ],
  ['PATCH', 'firestore', /\/fields\//, nothing],
  [
    'GET',
    'firestore',
    /\/documents\/(\w+)$/,
    (_, [collection = ''], { documents }) => ({ documents: documents[collection] }),
  ],
  [
    'DELETE',
    'firestore',
    /^v1\/(.+\/indexes\/.+)$/,
    (_, [name], project) => {
      project.indexes = project.indexes.filter((index) => index.name !== name);
      return {};
    },
  ],
];

const FUNCTIONS: Route[] = [
  [
    'POST',
    'functions',
    /:generateUploadUrl$/,
    (_, __, ___, originOf) => ({
      uploadUrl: `${originOf('upload')}/source`,
      storageSource: { bucket: 'sources', object: 'source.zip' },
    }),
  ],
  ['PUT', 'upload', /./, nothing],
  [
    'POST',
    'functions',
    /^v2\/(.+)\/functions$/,
    (call, [parent], project) => {
      // Google makes the repository with the first function, and leaves it without a policy.
      project.repository ??= { name: repositoryOf(project.id) };
      const name = String(call.body.name ?? '')
        .split('/')
        .at(-1);
      return put(project.functions, call, `${parent}/functions/${name}`);
    },
  ],
  ['PATCH', 'functions', /^v2\/(.+)$/, (call, [name = ''], { functions }) => put(functions, call, name)],
  [
    'DELETE',
    'functions',
    /^v2\/(.+)$/,
    (_, [name], project) => {
      project.functions = project.functions.filter((found) => found.name !== name);
      return operation(`projects/${project.id}/locations/${REGION}`, {});
    },
  ],
  ['GET', 'functions', /^v2\/(.+\/operations\/.+)$/, (_, [name = '']) => done(operations.get(name))],
  [
    'GET',
    'functions',
    /^v[12]\/(.+\/functions\/.+)$/,
    (_, [name], { functions }) => existing(functions.find((found) => found.name === name)),
  ],
];

const HOSTING: Route[] = [
  [
    'GET',
    'hosting',
    /\/channels\/live$/,
    ({ path }, _, { live }) => ({
      name: path.slice(8),
      ...(live ? { release: { type: 'DEPLOY', version: { name: 'versions/1', config: live } } } : {}),
    }),
  ],
  ['GET', 'hosting', /\/sites\/([^/]+)$/, ({ path }) => ({ name: path.slice(8), type: 'DEFAULT_SITE' })],
  ['POST', 'hosting', /\/(sites\/[^/]+)\/versions$/, (_, [site]) => ({ name: `${site}/versions/new` })],
  [
    'POST',
    'hosting',
    /:populateFiles$/,
    (_, __, ___, originOf) => ({ uploadUrl: `${originOf('upload')}/files` }),
  ],
  ['PATCH', 'hosting', /\/versions\/new$/, ({ body }) => ({ ...body, status: 'FINALIZED' })],
  ['POST', 'hosting', /\/releases$/, () => ({ name: 'releases/new' })],
];

/** What is around a deployment: who may, which APIs there are, whom to bill, where images are. */
const AROUND: Route[] = [
  ['POST', 'token', /./, () => ({ access_token: 'access', expires_in: 3600, token_type: 'Bearer' })],
  ['POST', 'resourcemanager', /:testIamPermissions$/, ({ body }) => ({ permissions: body.permissions })],
  ['POST', 'resourcemanager', /IamPolicy$/, policy],
  ['GET', 'resourcemanager', /./, (_, __, { id }) => ({ projectId: id, projectNumber: '4711' })],
  [
    'GET',
    'firebase',
    /adminSdkConfig$/,
    (_, __, { id, bucket }) => ({ projectId: id, storageBucket: bucket }),
  ],
  [
    'GET',
    'firebase',
    /./,
    (_, __, { id }) => ({
      projectId: id,
      projectNumber: '4711',
      resources: { hostingSite: id },
    }),
  ],
  // Asking switches it on: firebase-tools would do that itself, and then wait ten seconds.
  [
    'GET',
    'serviceusage',
    /services\/(\w+)/,
    (_, [service], project) => {
      project.off = project.off.filter((name) => name !== service);
      return { state: 'ENABLED' };
    },
  ],
  ['POST', 'serviceusage', /./, () => done()],
  ['GET', 'cloudbilling', /./, () => ({ billingEnabled: true })],
  [
    'GET',
    'firebasestorage',
    /defaultBucket$/,
    (_, __, { id, bucket }) => ({
      bucket: { name: `projects/${id}/buckets/${existing(bucket)}` },
    }),
  ],
  ['GET', 'secretmanager', /:getIamPolicy$/, policy],
  ['POST', 'secretmanager', /:setIamPolicy$/, policy],
  [
    'GET',
    'secretmanager',
    /secrets\/([^/]+)$/,
    ({ path }, [name = ''], { secrets }) => ({
      name: path.slice(3),
      ...(secrets.includes(name) ? {} : existing(null)),
    }),
  ],
  [
    'GET',
    'secretmanager',
    /secrets\/([^/]+)\/versions/,
    ({ path }, [name = ''], { secrets }) => ({
      name: path.slice(3).replace('latest', '1'),
      state: 'ENABLED',
      ...(secrets.includes(name) ? {} : existing(null)),
    }),
  ],
  [
    'GET',
    'artifactregistry',
    /repositories\/gcf-artifacts$/,
    (_, __, { repository }) => existing(repository),
  ],
  ['GET', 'artifactregistry', /operations/, () => done()],
  [
    'POST',
    'artifactregistry',
    /repositories$/,
    (_, __, project) => {
      project.repository = { name: repositoryOf(project.id) };
      return operation('artifactregistry', {});
    },
  ],
  [
    'PATCH',
    'artifactregistry',
    /gcf-artifacts$/,
    ({ body }, _, { repository }) => Object.assign(existing(repository), body),
  ],
  ['GET', 'run', /getIamPolicy$/, policy],
  ['POST', 'run', /setIamPolicy$/, policy],
  ['GET', 'run', /^v[12]\/(.+)$/, ({ path }) => ({ name: path })],
  ['GET', 'compute', /./, () => ({ defaultServiceAccount: '4711-compute@developer.gserviceaccount.com' })],
  ['GET', 'runtimeconfig', /./, nothing],
  ['GET', 'ext', /./, nothing],
  ['POST', 'cloudscheduler', /./, nothing],
  ['GET', 'cloudtasks', /:getIamPolicy$/, policy],
  ['POST', 'cloudtasks', /./, policy],
];

const ROUTES: Route[] = [...LISTS, ...RULES, ...FIRESTORE, ...FUNCTIONS, ...HOSTING, ...AROUND];

export function answer(call: Call, project: GoogleProject, originOf: OriginOf): Answer {
  if (project.off.includes(call.service)) return refusal(403, 'SERVICE_DISABLED');
  for (const [method, service, path, handle] of ROUTES) {
    const match = method === call.method && service === call.service ? path.exec(call.path) : null;
    if (!match) continue;
    try {
      return { status: 200, body: handle(call, match.slice(1), project, originOf) };
    } catch (error) {
      if (error instanceof NotFound) return refusal(404, 'NOT_FOUND');
      throw error;
    }
  }
  return refusal(404, 'NOT_FOUND');
}

const refusal = (status: number, reason: string): Answer => ({
  status,
  body: {
    error: {
      code: status,
      message: reason,
      status: status === 403 ? 'PERMISSION_DENIED' : reason,
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason }],
    },
  },
});
