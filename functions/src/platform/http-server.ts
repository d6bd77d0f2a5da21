import { setTimeout as wait } from 'node:timers/promises';
import { isRefusal, type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import { getAppCheck } from 'firebase-admin/app-check';
import { getAuth } from 'firebase-admin/auth';
import { type HttpsOptions, onRequest, type Request } from 'firebase-functions/v2/https';
import type * as z from 'zod';
import { enforcesAppCheck, originsOf } from './access/access-policy.ts';
import { app } from './app.ts';
import {
  type Caller,
  callerOfToken,
  comesThroughUnknownEdge,
  type Whereabouts,
  whereaboutsOf,
} from './caller.ts';
import { loadFirestore } from './firestore.ts';
import { answerOn, type Respond } from './http-answer.ts';
import { log } from './log.ts';
import { accessSettings } from './options.ts';
import { refuseUnreadable, UnreadableDocument } from './unreadable.ts';
import { CallFailed, invalid, type Stream } from './work.ts';

/** A request, once it is parsed, as an endpoint gets it. */
export interface Asked {
  /** The path parameters, by name. */
  params: Readonly<Record<string, string>>;
  /** The body, or the query of a GET, parsed by the endpoint's schema. */
  fields: Record<string, unknown>;
  /** The `Idempotency-Key` header, where the endpoint takes one. */
  requestId: string;
}

export interface Endpoint {
  method: 'GET' | 'POST';
  /** `/v1/generations/:activityId` */
  path: string;
  fields: z.ZodType<Record<string, unknown>>;
  /** Whether it moves credits under a request id that the caller chooses. */
  needsKey: boolean;
  streams: boolean;
  run: (asked: Asked, caller: Caller, stream: Stream, gone: AbortSignal) => Promise<object | Refusal>;
}

type Verified = { caller: Caller; noted: Promise<void> } | Refusal;

interface Door {
  endpoints: readonly Endpoint[];
  /** The prefix of API keys, and how to find a key's owner. */
  keyPrefix: string;
  callerOfKey: (key: string, whereabouts: Whereabouts) => Promise<Verified>;
  options: Pick<HttpsOptions, 'maxInstances' | 'timeoutSeconds' | 'memory' | 'concurrency' | 'secrets'>;
}

/** How long an answer may be held up by notes that nothing depends on. */
const MAX_NOTING_MS = 500;

/** The HTTP API's server: credentials, methods, bodies and statuses. `work.ts` says what a call is. */
export function httpDoor({ endpoints, keyPrefix, callerOfKey, options }: Door) {
  const settings = accessSettings();
  const needsApp = enforcesAppCheck(settings.appCheck);
  const verify = (request: Request) => verified(request, { needsApp, keyPrefix, callerOfKey });
  return onRequest({ cors: originsOf(settings), ...options }, async (request, response) => {
    // Started here so that it runs while Google's public keys are fetched to check the token.
    const loading = loadFirestore();
    const respond = answerOn(request, response);
    const found = find(endpoints, request);
    if (found.kind === 'nowhere') return respond.refusal(noSuchPath());
    if (found.kind === 'other-methods') return respond.methods(found.allowed);
    const { endpoint, params } = found;
    try {
      await loading;
      const bearer = await verify(request);
      if (isRefusal(bearer)) return refused(endpoint, bearer, respond);
      const asked = isReadable(request, endpoint, respond) && parse(request, endpoint, params);
      if (!asked) return;
      if (isRefusal(asked)) return refused(endpoint, asked, respond);
      const left = new AbortController();
      response.once('close', () => left.abort());
      const caller = { ...bearer.caller, isBehindEdge: comesThroughUnknownEdge(request) };
      const outcome = await endpoint.run(asked, caller, respond.streamFor(endpoint), left.signal);
      await Promise.race([bearer.noted, wait(MAX_NOTING_MS, undefined, { ref: false })]);
      if (isRefusal(outcome)) respond.refusal(outcome);
      else respond.answer(outcome);
    } catch (error) {
      if (error instanceof UnreadableDocument)
        return respond.refusal(refuseUnreadable(error, endpoint.path, null));
      // Errors inside a call are logged already.
      if (!(error instanceof CallFailed)) log.error('api failed', error, { route: endpoint.path });
      respond.failed(new CallFailed().message);
    }
  });
}

/** Refusals before a call begins get their own line in the log. */
function refused({ method, path }: Endpoint, refusal: Refusal, respond: Respond): void {
  log.info('api refused', { route: `${method} ${path}`, reason: refusal.reason });
  respond.refusal(refusal);
}

const noSuchPath = () => refuse('not_found', 'There is nothing at this address. See docs/http.md.');

type Found =
  | { kind: 'found'; endpoint: Endpoint; params: Record<string, string> }
  | { kind: 'other-methods'; allowed: string[] }
  | { kind: 'nowhere' };

/** Hosting forwards the whole path; called directly, the function gets the part after its name. */
function find(endpoints: readonly Endpoint[], { path, method }: Request): Found {
  const bare = path.replace(/^\/api(?=\/)/, '');
  const here = endpoints.flatMap((endpoint) => {
    const params = paramsOf(endpoint.path, bare);
    return params ? [{ endpoint, params }] : [];
  });
  if (here.length === 0) return { kind: 'nowhere' };
  const wanted = method === 'HEAD' ? 'GET' : method;
  const match = here.find(({ endpoint }) => endpoint.method === wanted);
  if (match) return { kind: 'found', ...match };
  const methods = here.map(({ endpoint }) => endpoint.method);
  return { kind: 'other-methods', allowed: methods.includes('GET') ? ['HEAD', ...methods] : methods };
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== text) return null;
      continue;
    }
    if (text === '') return null;
    // The framework has refused a path that can't be decoded.
    params[part.slice(1)] = decodeURIComponent(text);
  }
  return params;
}

async function verified(
  request: Request,
  { needsApp, keyPrefix, callerOfKey }: Pick<Door, 'keyPrefix' | 'callerOfKey'> & { needsApp: boolean },
): Promise<Verified> {
  const [, credential] = /^Bearer +(\S+)$/i.exec(request.header('authorization') ?? '') ?? [];
  if (!credential)
    return refuse('unauthenticated', 'Send Authorization: Bearer with an ID token or an API key.');
  if (credential.startsWith(keyPrefix)) return callerOfKey(credential, whereaboutsOf(request));
  if (needsApp && !(await isVerifiedApp(request.header('x-firebase-appcheck'))))
    return refuse('unauthenticated', 'Only verified apps may call with a sign-in; use an API key elsewhere.');
  const token = await tokenOf(credential);
  if (!token) return refuse('unauthenticated', 'This sign-in is not valid or has expired. Sign in again.');
  const caller = callerOfToken(token, request);
  return isRefusal(caller) ? caller : { caller, noted: Promise.resolve() };
}

async function tokenOf(credential: string): Promise<object | null> {
  try {
    return await getAuth(app()).verifyIdToken(credential);
  } catch {
    // Every kind of bad token gets the same answer, and no token is logged.
    return null;
  }
}

async function isVerifiedApp(token: string | undefined): Promise<boolean> {
  try {
    return token !== undefined && (await getAppCheck(app()).verifyToken(token)) !== null;
  } catch {
    // A token that Google doesn't recognise.
    return false;
  }
}

/**
 * Whether the body is acceptable; if not, the refusal is sent. `body-limit.ts` has checked its size and form.
 */
function isReadable(request: Request, { method }: Endpoint, respond: Respond): boolean {
  // The framework doesn't read a body without a type, and its content must not be ignored.
  const hasBody = (request.rawBody?.length ?? 0) > 0 || request.readableLength > 0;
  if (method === 'GET' || !hasBody || request.is('application/json')) return true;
  respond.no(415, 'unsupported_media_type', 'Send JSON, with Content-Type: application/json.');
  return false;
}

function parse(request: Request, endpoint: Endpoint, params: Asked['params']): Asked | Refusal {
  const given: unknown = endpoint.method === 'GET' ? request.query : (request.body ?? {});
  const hasBody = endpoint.method === 'GET' || (request.rawBody?.length ?? 0) > 0;
  const fields = endpoint.fields.safeParse(hasBody ? given : {});
  if (!fields.success) return invalid(fields.error.issues);
  const requestId = endpoint.needsKey ? requestIdOf(request.header('idempotency-key')) : '';
  return isRefusal(requestId) ? requestId : { params, fields: fields.data, requestId };
}

/** Either plain, or in the quotation marks of the draft standard. */
function requestIdOf(header: string | undefined): string | Refusal {
  const [, quoted, plain] = /^(?:"([\w-]{1,64})"|([\w-]{1,64}))$/.exec(header ?? '') ?? [];
  return (
    quoted ??
    plain ??
    refuseField(
      'Idempotency-Key',
      'send this header: 1 to 64 letters, digits, hyphens or underscores, another one for each thing that you want done',
    )
  );
}
