import { storableEmail, storableName } from '@tollgate/contract/common/person-names';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { STAFF_CLAIM } from '@tollgate/contract/staff/roles';
import * as z from 'zod';
import { cameByEdge, clientAddress, isBehindUnknownEdge } from './address.ts';
import { countryHeader, edgeRanges, trustedProxyHops } from './options.ts';

/** Who calls, as the verified token says. `staffClaim` alone gives no right: see `access/staff-role.ts`. */
export interface Caller {
  userId: string;
  email: string | null;
  /** Whether they have shown that mail to `email` reaches them. */
  isEmailVerified?: boolean;
  displayName: string | null;
  isGuest: boolean;
  country: string | null;
  staffClaim: string | null;
  /**
   * When they last proved who they are, as the token says. Whoever comes with an API key has proved nothing.
   */
  signedInAtMs?: number | undefined;
  /**
   * The app's own server, which has the credentials to sign tokens, in the user's name: docs/decisions/0014.
   */
  isServer?: boolean;
  /**
   * As our own network saw it, IPv6 by its /64; `null` where it is not known. Never to be stored or logged.
   */
  address: string | null;
  /**
   * Whether that seems to be an edge that many share, and none that is configured: no reason to believe
   * anything else.
   */
  isBehindEdge?: boolean;
}

/** From where somebody calls. */
export type Whereabouts = Pick<Caller, 'country' | 'address'>;

/** A request, as far as it tells that. */
interface Routed {
  header(name: string): string | undefined;
  socket: { remoteAddress?: string | undefined };
}

/** What is no text says nothing, and shuts nobody out. */
const optionalText = z.string().optional().catch(undefined);

/**
 * What a token must say. The functions emulator hands on tokens that it has not verified, so nothing is taken
 * as given.
 */
const tokenSchema = z.object({
  uid: z
    .string()
    .min(1)
    .refine((uid) => !uid.includes('/'), 'user ids with a slash are not supported'),
  email: optionalText,
  email_verified: z.boolean().optional().catch(undefined),
  name: optionalText,
  [STAFF_CLAIM]: optionalText,
  auth_time: z.number().optional().catch(undefined),
  tollgateServer: z.literal(true).optional().catch(undefined),
  tollgateGuest: z.literal(true).optional().catch(undefined),
  firebase: z.object({ sign_in_provider: z.string() }),
});

/** Whom a verified ID token stands for. */
export function callerOfToken(token: object, request: Routed): Caller | Refusal {
  const parsed = tokenSchema.safeParse(token);
  if (!parsed.success) return refuse('unauthenticated', 'This sign-in is not valid. Sign in again.');
  const { uid, email, email_verified, name, auth_time, tollgateServer, tollgateGuest, firebase } =
    parsed.data;
  // Only who may sign tokens can put a claim into a sign-in by token; a claim of the account itself says
  // nothing.
  const isServer = tollgateServer === true && firebase.sign_in_provider === 'custom';
  return {
    userId: uid,
    email: storableEmail(email),
    isEmailVerified: email_verified === true,
    displayName: storableName(name),
    isGuest: isServer ? tollgateGuest === true : firebase.sign_in_provider === 'anonymous',
    staffClaim: parsed.data[STAFF_CLAIM] ?? null,
    signedInAtMs: auth_time === undefined ? undefined : auth_time * 1_000,
    isServer,
    ...(isServer ? ELSEWHERE : whereaboutsOf(request)),
  };
}

/** A server calls for all of its users from one place, which is none of theirs. */
const ELSEWHERE: Whereabouts = { country: null, address: null };

export function whereaboutsOf(request: Routed): Whereabouts {
  const route = routeOf(request);
  const header = countryHeader();
  // Whoever calls the function itself writes whatever headers they like.
  const country = header !== null && cameByEdge(route) ? countryOf(request.header(header)) : null;
  return { country, address: clientAddress(route) };
}

/**
 * Whether a request seems to come through an edge that is not configured. Asked at the door that Hosting
 * leads to: nobody comes to the others through an edge, but who makes one up.
 */
export const comesThroughUnknownEdge = (request: Routed): boolean => isBehindUnknownEdge(routeOf(request));

const routeOf = (request: Routed) => ({
  forwardedFor: request.header('x-forwarded-for'),
  socketAddress: request.socket.remoteAddress,
  trustedProxyHops: trustedProxyHops(),
  edges: edgeRanges(),
});

const countryOf = (header: string | undefined): string | null =>
  header && /^[A-Z]{2}$/.test(header) && header !== 'ZZ' ? header : null;
