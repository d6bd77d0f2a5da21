import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GoogleProject } from './project.ts';
import { answer, type Call } from './routes.ts';

/**
 * A stand-in of Google's APIs on this machine, which logs every call. firebase-tools is the real one, led
 * here by `env`.
 */
export interface GoogleStandIn {
  env: Record<string, string>;
  calls: Call[];
  close(): void;
}

/**
 * Where firebase-tools (lib/api.js) lets an API be somewhere else. A host each, as at Google: no-network.cjs
 * knows them.
 */
const VARIABLES: Record<string, string> = {
  FIREBASE_TOKEN_URL: 'token',
  FIREBASE_API_URL: 'firebase',
  FIREBASE_RESOURCEMANAGER_URL: 'resourcemanager',
  FIREBASE_SERVICE_USAGE_URL: 'serviceusage',
  FIREBASE_CLOUDBILLING_URL: 'cloudbilling',
  FIREBASE_RULES_URL: 'rules',
  FIRESTORE_URL: 'firestore',
  FIREBASE_FUNCTIONS_URL: 'functions',
  FIREBASE_FUNCTIONS_V2_URL: 'functions',
  FIREBASE_RUNTIMECONFIG_URL: 'runtimeconfig',
  FIREBASE_CLOUDBUILD_URL: 'cloudbuild',
  FIREBASE_CLOUDSCHEDULER_URL: 'cloudscheduler',
  // Spelt like this in firebase-tools.
  FIREBASE_CLOUD_TAKS_URL: 'cloudtasks',
  FIREBASE_PUBSUB_URL: 'pubsub',
  FIREBASE_IAM_URL: 'iam',
  FIREBASE_IDENTITY_URL: 'identity',
  FIREBASE_AUTH_MANAGEMENT_URL: 'identity',
  FIREBASE_EXT_URL: 'ext',
  FIREBASE_STORAGE_URL: 'storage',
  FIREBASE_FIREBASESTORAGE_URL: 'firebasestorage',
  FIREBASE_HOSTING_API_URL: 'hosting',
  FIREBASE_REALTIME_URL: 'realtime',
  FIREBASE_CLOUDLOGGING_URL: 'logging',
  ARTIFACT_REGISTRY_DOMAIN: 'artifactregistry',
  CLOUD_RUN_URL: 'run',
  CLOUD_RUN_API_URL: 'run',
  CLOUD_SECRET_MANAGER_URL: 'secretmanager',
  COMPUTE_URL: 'compute',
  EVENTARC_URL: 'eventarc',
};

export async function startGoogle(project: GoogleProject): Promise<GoogleStandIn> {
  const calls: Call[] = [];
  const server = http.createServer(async (request, response) => {
    const { pathname, hostname } = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = {
      service: hostname.replace(/\.localhost$/, ''),
      method: request.method ?? '',
      path: decodeURIComponent(pathname.slice(1)),
      body: asObject(Buffer.concat(chunks).toString()),
    };
    calls.push(call);
    const { status, body } = answer(call, project, originOf);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  const originOf = (service: string) =>
    `http://${service}.localhost:${(server.address() as AddressInfo).port}`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const addresses = Object.entries(VARIABLES).map(([name, service]) => [name, originOf(service)]);
  return {
    env: { ...Object.fromEntries(addresses), FIREBASE_TOKEN: 'a token that nobody gave' },
    calls,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function asObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
