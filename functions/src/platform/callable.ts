import type { CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallFunction } from '@tollgate/contract/calls/table';
import { isRefusal, REFUSALS, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { type CallableFunction, type CallableRequest, HttpsError, onCall } from 'firebase-functions/v2/https';
import * as z from 'zod';
import { accessPolicyOf } from './access/access-policy.ts';
import { type CallSettings, type Knock, originHint, tokenHint } from './call-hints.ts';
import { type Caller, callerOfToken } from './caller.ts';
import { loadFirestore } from './firestore.ts';
import { accessSettings, GATE_SECRETS, PAYMENT_SECRETS } from './options.ts';
import { CallFailed, type Work } from './work.ts';

const SECRETS = { gate: GATE_SECRETS, payments: PAYMENT_SECRETS };

/**
 * A function that serves calls, with its options from the table. `pick` finds the call by the path after the
 * function's name; where there is none, the request is refused with `not_found`.
 *
 * @example
 * export const generate = callableFunction(CALL_FUNCTIONS.generate, () => generateWork);
 * export const account = callableFunction(CALL_FUNCTIONS.account, (path) => works.get(lastSegment(path)));
 */
export function callableFunction(
  { secrets, givesCredits, ...options }: CallFunction,
  pick: (path: string) => Work<CallName> | undefined,
) {
  const settings = accessSettings();
  const policy = accessPolicyOf(givesCredits ? { givesCredits } : {}, settings);
  const wrapped = onCall<unknown, Promise<unknown>>(
    { ...policy, ...options, ...(secrets && { secrets: SECRETS[secrets] }) },
    async (request, response) => {
      const work = pick(request.rawRequest.path);
      if (!work) throw toHttpsError(NO_SUCH_CALL);
      const outcome = await work({
        input: request.data,
        caller: callerOf(request),
        async stream(chunk) {
          // A caller who went away is no error: the generation goes on, and its activity shows how it ends.
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
  const { cors, enforceAppCheck } = policy;
  const { projectId } = settings;
  return explained(wrapped, { cors, isAppCheckEnforced: enforceAppCheck === true, projectId });
}

export const lastSegment = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const NO_SUCH_CALL = refuse(
  'not_found',
  'There is no such call here. Shared functions are called as account/updateProfile.',
);

/** The SDK doesn't always say when the caller has disconnected. */
const NEVER = new AbortController().signal;

function callerOf({ auth, app, rawRequest }: CallableRequest): Caller | Refusal {
  if (app?.alreadyConsumed) {
    return refuse('unauthenticated', 'This request was sent before. Do it again in the app.');
  }
  if (!auth) return refuse('unauthenticated', 'Sign in first.');
  return callerOfToken({ ...auth.token, uid: auth.uid }, rawRequest);
}

const toHttpsError = ({ reason, message, details }: Refusal): HttpsError =>
  new HttpsError(REFUSALS[reason].code, message, { reason, ...details });

/**
 * Runs before firebase-functions sees the request. It answers a forged token or a malformed body itself,
 * without a reason. Clients branch on reasons, so one is added on the way out, whether the answer is sent
 * whole or as an event.
 */
function explained<T, R>(wrapped: CallableFunction<T, R>, settings: CallSettings): CallableFunction<T, R> {
  const handle = (
    request: Parameters<typeof wrapped>[0],
    response: Parameters<typeof wrapped>[1],
  ): ReturnType<typeof wrapped> => {
    // Started here so that it runs while Google's public keys are fetched to check the token.
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
    const withHint = (body: unknown) => withReason(body, () => tokenHint(knock, settings));
    response.send = withFirst(response.send, withHint);
    response.write = withFirst(response.write, (chunk) =>
      typeof chunk === 'string' && chunk.startsWith(ERROR_EVENT) ? eventWith(withHint, chunk) : chunk,
    );
    return wrapped(request, response);
  };
  return Object.assign(handle, wrapped);
}

/** The same function with its first argument changed. */
const withFirst = <F extends (...args: never[]) => unknown>(
  call: F,
  change: (first: unknown) => unknown,
): F =>
  new Proxy(call, {
    apply: (target, self, [first, ...rest]) => Reflect.apply(target, self, [change(first), ...rest]),
  });

const ERROR_EVENT = 'data: {"error":';

const eventWith = (withHint: (body: unknown) => unknown, event: string): string =>
  `data: ${JSON.stringify(withHint(JSON.parse(event.slice('data: '.length))))}\n\n`;

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
