import { randomInt } from 'node:crypto';
import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import { instances, must, newRequestId, type Person, project } from './support.ts';

/** What the flows need to speak plain HTTP, as a script or another server does. */

export interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: Record<string, unknown> };
}

interface Wanted {
  method?: string;
  body?: unknown;
  /** The header `Idempotency-Key`; a new one where none is given, none at all for `null`. */
  key?: string | null;
  headers?: Record<string, string>;
  instance?: number;
}

export const apiOf = (instance = 0): string => `${instances[instance]}/${project}/us-central1/api`;

/** Asks as whoever holds the credential; a GET, or a POST of the body where there is one. */
export async function ask(credential: string | null, path: string, wanted: Wanted = {}): Promise<Reply> {
  const { body, method = body === undefined ? 'GET' : 'POST', key = newRequestId(), headers = {} } = wanted;
  const response = await fetch(`${apiOf(wanted.instance)}${path}`, {
    method,
    headers: {
      ...(credential === null ? {} : { authorization: `Bearer ${credential}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' && key !== null ? { 'idempotency-key': key } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}

export async function newKey(person: Person, more: { name?: string; expiresAt?: number } = {}) {
  return must('createApiKey', { secret: newApiSecret(), name: 'a script', ...more }, person);
}

const number = () => randomInt(1, 255);
export const newAddress = (): string => `100.${number()}.${number()}.${number()}`;

export const image = { aiType: 'image', service: 'local-image', prompt: 'a hill' } as const;
