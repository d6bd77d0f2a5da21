/**
 * A project as the stand-in of Google's APIs keeps it. The shapes are those of Google's discovery documents
 * (`https://SERVICE.googleapis.com/$discovery/rest?version=VERSION`, copies in `discovery/` of
 * googleapis/google-api-nodejs-client), as far as firebase-tools and the check read them: firebaserules v1
 * (Release, Ruleset), cloudfunctions v1 and v2 (Function), firestore v1 (Index, Field), firebasehosting
 * v1beta1 (Channel, Release, Version), artifactregistry v1 (Repository), run v2 (Service), secretmanager v1
 * (Secret).
 */
export interface GoogleProject {
  id: string;
  functions: GoogleFunction[];
  functionsOfFirstGeneration: GoogleFunction[];
  /** Services of Cloud Run that are no functions. */
  services: { name: string }[];
  /** Release → the text of its rules. */
  rules: Record<string, string>;
  indexes: GoogleIndex[];
  fields: GoogleField[];
  /** What is in the database, by collection. */
  documents: Record<string, { name: string; fields: Record<string, object> }[]>;
  /** What the site shows; `null`: nothing was ever deployed to it. */
  live: { headers?: { glob: string; headers: Record<string, string> }[] } | null;
  bucket: string | null;
  secrets: string[];
  repository: { name: string; cleanupPolicies?: object; labels?: Record<string, string> } | null;
  /** APIs that were never switched on. */
  off: string[];
}

export interface GoogleFunction {
  name: string;
  labels?: Record<string, string>;
  serviceConfig?: { secretEnvironmentVariables?: { key: string }[]; uri?: string };
  [field: string]: unknown;
}

export interface GoogleIndex {
  name: string;
  queryScope: 'COLLECTION';
  state: 'READY';
  fields: { fieldPath: string; order: 'ASCENDING' | 'DESCENDING' }[];
}

export interface GoogleField {
  name: string;
  indexConfig: { indexes?: object[] };
}

export const REGION = 'us-central1';

/**
 * A new project, set up as README says: Firestore, Storage, Hosting and the secret; nothing was ever
 * deployed.
 */
export const freshProject = (changes: Partial<GoogleProject> = {}): GoogleProject => ({
  id: 'demo-fresh',
  functions: [],
  functionsOfFirstGeneration: [],
  services: [],
  rules: {},
  indexes: [],
  fields: [],
  documents: {},
  live: null,
  bucket: 'demo-fresh.firebasestorage.app',
  secrets: ['TOLLGATE_HASH_KEY'],
  repository: null,
  off: ['functions', 'run', 'artifactregistry'],
  ...changes,
});

export const functionOf = (
  project: string,
  name: string,
  { codebase = 'default', secrets = [] as string[], region = REGION } = {},
): GoogleFunction => ({
  name: `projects/${project}/locations/${region}/functions/${name}`,
  environment: 'GEN_2',
  state: 'ACTIVE',
  labels: {
    'deployment-tool': 'cli-firebase',
    ...(codebase === 'default' ? {} : { 'firebase-functions-codebase': codebase }),
  },
  buildConfig: { runtime: 'nodejs24', entryPoint: name },
  serviceConfig: {
    uri: `https://${name.toLowerCase()}.run.app`,
    secretEnvironmentVariables: secrets.map((key) => ({ key, secret: key, version: '1' })),
  },
});

export const APP_RULES = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /todos/{todo} {
      allow read, write: if request.auth.uid == resource.data.owner;
    }
  }
}
`;

/** A project with an app of its own: two functions, an index, a field, rules, and a site. */
export function appProject(changes: Partial<GoogleProject> = {}): GoogleProject {
  const id = 'demo-app';
  const documents = `projects/${id}/databases/(default)/collectionGroups`;
  return freshProject({
    id,
    functions: [functionOf(id, 'sendInvoice'), functionOf(id, 'resizeImage')],
    rules: { 'cloud.firestore': APP_RULES },
    indexes: [
      {
        name: `${documents}/todos/indexes/CICAgOjXh4EK`,
        queryScope: 'COLLECTION',
        state: 'READY',
        fields: [
          { fieldPath: 'owner', order: 'ASCENDING' },
          { fieldPath: 'due', order: 'DESCENDING' },
        ],
      },
    ],
    fields: [{ name: `${documents}/todos/fields/notes`, indexConfig: { indexes: [] } }],
    live: { headers: [{ glob: '**', headers: { 'X-Frame-Options': 'DENY' } }] },
    bucket: `${id}.firebasestorage.app`,
    repository: { name: repositoryOf(id), labels: { 'firebase-functions-cleanup-opted-out': 'true' } },
    off: [],
    ...changes,
  });
}

export const repositoryOf = (project: string): string =>
  `projects/${project}/locations/${REGION}/repositories/gcf-artifacts`;
