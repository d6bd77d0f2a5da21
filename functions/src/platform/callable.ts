import {
  type CallInput,
  type CallName,
  type CallOutputs,
  callInputs,
  type GenerateChunk,
  type ParsedInput,
} from '@tollgate/contract/calls';
import { isRefusal, REFUSAL_CODES, type Refusal, refuse } from '@tollgate/contract/refusals';
import {
  type CallableFunction,
  type CallableOptions,
  type CallableRequest,
  HttpsError,
  onCall,
} from 'firebase-functions/v2/https';
import * as z from 'zod';
import { clientAddress } from './address.ts';
import { doorsOf } from './doors.ts';
import { loadFirestore } from './firestore.ts';
import { log } from './log.ts';
import { measured } from './measure.ts';
import { countryHeader, doorSettings, trustedProxyHops } from './options.ts';

/** Who calls, as the verified token says. `staffClaim` alone gives no right: see `admin/staff.ts`. */
export interface Caller {
  userId: string;
  email: string | null;
  /** Whether they have shown that mail to `email` reaches them. */
  isEmailVerified?: boolean;
  displayName: string | null;
  isGuest: boolean;
  country: string | null;
  staffClaim: string | null;
  /** The app's own server, which has the credentials to sign tokens, in the user's name: docs/decisions/0014. */
  isServer?: boolean;
  /** As our own network saw it, IPv6 by its /64; `null` where it is not known. Never to be stored or logged. */
  address: string | null;
}

/** Sends a piece of a streamed answer; does nothing for a caller that does not stream. */
export type Stream = (chunk: GenerateChunk) => Promise<void>;

type Handler<N extends CallName> = (
  input: ParsedInput<N>,
  caller: Caller,
  stream: Stream,
) => Promise<CallOutputs[N] | Refusal>;

/** What a callable may choose for itself. Its doors are everybody's. */
type RunOptions = Pick<
  CallableOptions,
  'timeoutSeconds' | 'memory' | 'concurrency' | 'maxInstances' | 'secrets'
>;

/**
 * A callable: its name gives the input schema, the handler does one thing. Authentication, parsing, refusals and
 * logging happen here, once, for all of them.
 */
export function callable<N extends CallName>(name: N, handler: Handler<N>, options: RunOptions = {}) {
  const parse = callInputs[name];
  const callableFunction = onCall<CallInput<N>, Promise<CallOutputs[N]>>(
    { ...doorsOf(name, doorSettings()), ...options },
    async (request, response) => {
      const startedMs = performance.now();
      const caller = callerOf(request);
      let subject: Subject = { call: name };
      const outcome = await measured(name, run);
      const durationMs = Math.round(performance.now() - startedMs);
      if (isRefusal(outcome)) {
        log.info(`${name} refused`, { ...subject, reason: outcome.reason, durationMs });
        throw toHttpsError(outcome);
      }
      log.info(name, { ...subject, ...namedIn(outcome), durationMs });
      return outcome;

      async function run(): Promise<CallOutputs[N] | Refusal> {
        if (isRefusal(caller)) return caller;
        const input = parse.safeParse(request.data ?? {});
        if (!input.success) return invalid(input.error.issues);
        subject = { ...subject, userId: caller.userId, ...namedIn(input.data) };
        const stream: Stream = async (chunk) => {
          // A caller who went away is no fault: the generation goes on and its activity tells the end.
          await response?.sendChunk(chunk).catch(() => false);
        };
        try {
          await loadFirestore();
          // The schema is the one that `name` names, which TypeScript can't follow through the index.
          return await handler(input.data as ParsedInput<N>, caller, stream);
        } catch (error) {
          log.error(`${name} failed`, error, { ...subject });
          throw new HttpsError(
            'internal',
            'Something went wrong on our side. Nothing was charged twice; try again.',
          );
        }
      }
    },
  );
  return served(callableFunction);
}

const invalid = (issues: readonly { path: PropertyKey[]; message: string }[]): Refusal => {
  const lines = issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = lines[0];
  return refuse(
    'invalid_argument',
    `${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'not understood'}`,
    {
      issues: lines,
    },
  );
};

const wellFormed = z.string().transform((text) => text.toWellFormed());

/** What a token must say. The functions emulator hands on tokens that it has not verified, so nothing is taken as given. */
const tokenSchema = z.object({
  uid: z
    .string()
    .min(1)
    .refine((uid) => !uid.includes('/'), 'user ids with a slash are not supported'),
  email: wellFormed.optional(),
  email_verified: z.boolean().optional().catch(undefined),
  name: wellFormed.optional(),
  role: z.string().optional().catch(undefined),
  tollgateServer: z.literal(true).optional().catch(undefined),
  tollgateGuest: z.literal(true).optional().catch(undefined),
  firebase: z.object({ sign_in_provider: z.string() }),
});

function callerOf({ auth, app, rawRequest }: CallableRequest): Caller | Refusal {
  if (app?.alreadyConsumed) {
    return refuse('unauthenticated', 'This request was sent before. Do it again in the app.');
  }
  if (!auth) return refuse('unauthenticated', 'Sign in first.');
  const parsed = tokenSchema.safeParse({ ...auth.token, uid: auth.uid });
  if (!parsed.success) return refuse('unauthenticated', 'This sign-in is not valid. Sign in again.');
  const { uid, email, email_verified, name, role, tollgateServer, tollgateGuest, firebase } = parsed.data;
  // Only who may sign tokens can put a claim into a sign-in by token; a claim of the account itself says nothing.
  const isServer = tollgateServer === true && firebase.sign_in_provider === 'custom';
  return {
    userId: uid,
    email: email ?? null,
    isEmailVerified: email_verified === true,
    displayName: name ?? null,
    isGuest: isServer ? tollgateGuest === true : firebase.sign_in_provider === 'anonymous',
    staffClaim: role ?? null,
    isServer,
    ...(isServer ? ELSEWHERE : whereabouts(rawRequest)),
  };
}

/** A server calls for all of its users from one place, which is none of theirs. */
const ELSEWHERE = { country: null, address: null };

const whereabouts = (request: CallableRequest['rawRequest']) => ({
  country: countryOf(request.header(countryHeader.value() || 'x-none')),
  address: clientAddress({
    forwardedFor: request.header('x-forwarded-for'),
    socketAddress: request.socket.remoteAddress,
    trustedProxyHops: trustedProxyHops.value(),
  }),
});

const countryOf = (header: string | undefined): string | null =>
  header && /^[A-Z]{2}$/.test(header) && header !== 'ZZ' ? header : null;

const toHttpsError = ({ reason, message, details }: Refusal): HttpsError =>
  new HttpsError(REFUSAL_CODES[reason], message, { reason, ...details });

/** What a line in the log is about: enough to find the activity, which is `USER.REQUEST` where it is not named. */
type Subject = { call: CallName; userId?: string } & Partial<z.infer<typeof namedSchema>>;

/** What has not the form of an id could be anything that somebody typed, and stays out of the log. */
const namedSchema = z.object({
  activityId: z
    .string()
    .regex(/^[\w-]{1,128}\.[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
  requestId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
});

const namedIn = (inputOrAnswer: object) => namedSchema.parse(inputOrAnswer);

/**
 * What happens before firebase-functions has the request. A forged token or a body that is no call is answered by it
 * before our handler runs, without a reason. Clients branch on reasons, so it is added on the way out, whether the
 * answer is sent whole or as an event.
 */
function served<T, R>(wrapped: CallableFunction<T, R>): CallableFunction<T, R> {
  const handle = (
    request: Parameters<typeof wrapped>[0],
    response: Parameters<typeof wrapped>[1],
  ): ReturnType<typeof wrapped> => {
    // Begun here, so that it goes on while the network is asked for the keys that check the token.
    void loadFirestore();
    response.send = withFirst(response.send, withReason);
    response.write = withFirst(response.write, (chunk) =>
      typeof chunk === 'string' && chunk.startsWith(ERROR_EVENT) ? eventWithReason(chunk) : chunk,
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

const eventWithReason = (event: string): string =>
  `data: ${JSON.stringify(withReason(JSON.parse(event.slice('data: '.length))))}\n\n`;

const errorBodySchema = z.object({
  error: z.strictObject({ status: z.enum(['UNAUTHENTICATED', 'INVALID_ARGUMENT']), message: z.string() }),
});

function withReason(body: unknown): unknown {
  const bare = errorBodySchema.safeParse(body);
  if (!bare.success) return body;
  const { status } = bare.data.error;
  return { error: { ...bare.data.error, details: { reason: status.toLowerCase() } } };
}
