import { storableEmail, storableName } from '@tollgate/contract/common/person-names';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { STAFF_CLAIM } from '@tollgate/contract/staff/roles';
import * as z from 'zod';
import { cameByEdge, clientAddress, isBehindUnknownEdge } from './address.ts';
import { countryHeader, edgeRanges, trustedProxyHops } from './options.ts';

/**
 * The caller, as the verified token describes them. `staffClaim` alone gives no rights: see `access/staff-
 * role.ts`.
 */
export interface Caller {
  userId: string;
  email: string | null;
  /** Whether they have proven that `email` is theirs. */
  isEmailVerified?: boolean;
  displayName: string | null;
  isGuest: boolean;
  country: string | null;
  staffClaim: string | null;
  /** When they last signed in, by their token. An API key proves no sign-in. */
  signedInAtMs?: number | undefined;
  /** The app's own server, acting for the user with credentials that can sign tokens: docs/decisions/0014. */
  isServer?: boolean;
  /** The address our own proxies saw, IPv6 by its /64; `null` when unknown. Never store or log it. */
  address: string | null;
  /**
   * Whether that looks like an edge that isn't configured, which many callers share. Never a reason to trust
   * more.
   */
  isBehindEdge?: boolean;
}

/** Where a call comes from. */
export type Whereabouts = Pick<Caller, 'country' | 'address'>;

/** The parts of a request that say so. */
interface Routed {
  header(name: string): string | undefined;
  socket: { remoteAddress?: string | undefined };
}

/** A claim that isn't text counts as absent, and locks nobody out. */
const optionalText = z.string().optional().catch(undefined);

/** The claims we need. The functions emulator passes on tokens it hasn't verified, so nothing is assumed. */
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

/** The caller that a verified ID token stands for. */
export function callerOfToken(token: object, request: Routed): Caller | Refusal {
  const parsed = tokenSchema.safeParse(token);
  if (!parsed.success) return refuse('unauthenticated', 'This sign-in is not valid. Sign in again.');
  const { uid, email, email_verified, name, auth_time, tollgateServer, tollgateGuest, firebase } =
    parsed.data;
  // Only code that can sign tokens can put a claim into a token of its own; an account's custom claim doesn't
  // count.
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

/** A server calls for all of its users from one address, which belongs to none of them. */
const ELSEWHERE: Whereabouts = { country: null, address: null };

export function whereaboutsOf(request: Routed): Whereabouts {
  const route = routeOf(request);
  const header = countryHeader();
  // Someone who calls the function directly can write any header.
  const country = header !== null && cameByEdge(route) ? countryOf(request.header(header)) : null;
  return { country, address: clientAddress(route) };
}

/**
 * Whether a request seems to come through an edge that isn't configured. Only asked where Hosting forwards
 * requests: nobody reaches the other functions through an edge.
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
