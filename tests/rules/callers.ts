import type { TokenOptions } from '@firebase/rules-unit-testing';

interface Caller {
  /** What the ID token carries; `null`: signed out. */
  token: TokenOptions | null;
  /** The role in `staff/{uid}`, where there is such a document. */
  grantedRole?: string;
}

/** Everybody who may come to the database, under the name that is their uid too. */
export const CALLERS = {
  signedOut: { token: null },
  ada: { token: {} },
  bob: { token: {} },
  guest: { token: { firebase: { sign_in_provider: 'anonymous', identities: {} } } },
  suspendedUser: { token: {} },
  deletedUser: { token: {} },
  admin: { token: { role: 'admin' }, grantedRole: 'admin' },
  moderator: { token: { role: 'moderator' }, grantedRole: 'moderator' },
  claimWithoutDocument: { token: { role: 'admin' } },
  documentWithoutClaim: { token: {}, grantedRole: 'admin' },
  moderatorClaimingAdmin: { token: { role: 'admin' }, grantedRole: 'moderator' },
  adminClaimingModerator: { token: { role: 'moderator' }, grantedRole: 'admin' },
  unknownRole: { token: { role: 'support' }, grantedRole: 'support' },
  adminInProfileOnly: { token: {} },
} as const satisfies Record<string, Caller>;

export type CallerName = keyof typeof CALLERS;

export const CALLER_NAMES = Object.keys(CALLERS).filter((name): name is CallerName => name in CALLERS);

export const isCaller = (name: string): name is CallerName => Object.hasOwn(CALLERS, name);

export const STAFF = ['admin', 'moderator'] as const satisfies readonly CallerName[];
