import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { isRefusal, REFUSAL_CODES, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import {
  type CallableFunction,
  type CallableOptions,
  type CallableRequest,
  HttpsError,
  onCall,
} from 'firebase-functions/v2/https';
import * as z from 'zod';
import { type CallSettings, type Knock, originHint, tokenHint } from './call-hints.ts';
import { type Caller, callerOfToken } from './caller.ts';
import { doorsOf } from './doors.ts';
import { loadFirestore } from './firestore.ts';
import { doorSettings } from './options.ts';
import { CallFailed, type Handler, workOf } from './work.ts';

export type { Caller } from './caller.ts';
export type { Stream } from './work.ts';

/** What a callable may choose for itself. Its doors are everybody's. */
type RunOptions = Pick<
  CallableOptions,
  'timeoutSeconds' | 'memory' | 'concurrency' | 'maxInstances' | 'secrets'
>;

/**
 * A call with its door for Firebase's SDKs: the function that is deployed under its name. `work` is the call itself, for
 * whoever comes through another door (`platform/http-door.ts`).
 */
export function callable<N extends CallName>(name: N, handler: Handler<N>, options: RunOptions = {}) {
  const work = workOf(name, handler);
  const settings = doorSettings();
  const doors = doorsOf(name, settings);
  const callableFunction = onCall<CallInput<N>, Promise<CallOutputs[N]>>(
    { ...doors, ...options },
    async (request, response) => {
      const outcome = await work({
        input: request.data,
        caller: callerOf(request),
        async stream(chunk) {
          // A caller who went away is no fault: the generation goes on and its activity tells the end.
          await response?.sendChunk(chunk).catch(() => false);
        },
        gone: response?.signal ?? NEVER,
        door: 'callable',
      }).catch((error: unknown) => {
        throw error instanceof CallFailed ? new HttpsError('internal', error.message) : error;
      });
      if (isRefusal(outcome)) throw toHttpsError(outcome);
      return outcome;
    },
  );
  const { cors, enforceAppCheck } = doors;
  const { projectId } = settings;
  return Object.assign(
    served(callableFunction, { cors, isAppCheckEnforced: enforceAppCheck === true, projectId }),
    { work },
  );
}

/** Where the SDK does not say when somebody has gone. */
const NEVER = new AbortController().signal;

function callerOf({ auth, app, rawRequest }: CallableRequest): Caller | Refusal {
  if (app?.alreadyConsumed) {
    return refuse('unauthenticated', 'This request was sent before. Do it again in the app.');
  }
  if (!auth) return refuse('unauthenticated', 'Sign in first.');
  return callerOfToken({ ...auth.token, uid: auth.uid }, rawRequest);
}

const toHttpsError = ({ reason, message, details }: Refusal): HttpsError =>
  new HttpsError(REFUSAL_CODES[reason], message, { reason, ...details });

/**
 * What happens before firebase-functions has the request. A forged token or a body that is no call is answered by it
 * before our handler runs, without a reason. Clients branch on reasons, so it is added on the way out, whether the
 * answer is sent whole or as an event.
 */
function served<T, R>(wrapped: CallableFunction<T, R>, settings: CallSettings): CallableFunction<T, R> {
  const handle = (
    request: Parameters<typeof wrapped>[0],
    response: Parameters<typeof wrapped>[1],
  ): ReturnType<typeof wrapped> => {
    // Begun here, so that it goes on while the network is asked for the keys that check the token.
    void loadFirestore();
    const knock: Knock = {
      ...{
        method: request.method,
        origin: request.get('origin'),
        authorization: request.get('authorization'),
      },
      appCheckToken: request.get('x-firebase-appcheck'),
    };
    const hint = originHint(knock, settings);
    if (hint !== null) {
      const error = { status: 'PERMISSION_DENIED', message: 'Not from this page.', details: { hint } };
      response.set('Access-Control-Allow-Origin', '*').status(403).json({ error });
      return Promise.resolve();
    }
    const explained = (body: unknown) => withReason(body, () => tokenHint(knock, settings));
    response.send = withFirst(response.send, explained);
    response.write = withFirst(response.write, (chunk) =>
      typeof chunk === 'string' && chunk.startsWith(ERROR_EVENT) ? eventWith(explained, chunk) : chunk,
    );
    return wrapped(request, response);
  };
  return Object.assign(handle, wrapped);
}

/** The same function, its first argument changed on the way in. */
const withFirst = <F extends (...args: never[]) => unknown>(
  call: F,
  change: (first: unknown) => unknown,
): F =>
  new Proxy(call, {
    apply: (target, self, [first, ...rest]) => Reflect.apply(target, self, [change(first), ...rest]),
  });

const ERROR_EVENT = 'data: {"error":';

const eventWith = (explained: (body: unknown) => unknown, event: string): string =>
  `data: ${JSON.stringify(explained(JSON.parse(event.slice('data: '.length))))}\n\n`;

const errorBodySchema = z.object({
  error: z.strictObject({ status: z.enum(['UNAUTHENTICATED', 'INVALID_ARGUMENT']), message: z.string() }),
});

function withReason(body: unknown, hint: () => string): unknown {
  const bare = errorBodySchema.safeParse(body);
  if (!bare.success) return body;
  const { status } = bare.data.error;
  const why = status === 'UNAUTHENTICATED' ? { hint: hint() } : {};
  return { error: { ...bare.data.error, details: { reason: status.toLowerCase(), ...why } } };
}
