import type { TokenOptions } from '@firebase/rules-unit-testing';

interface Caller {
  /** What the ID token carries; `null`: signed out. */
  token: TokenOptions | null;
  /** The role in `staff/{uid}`, where there is such a document. */
  grantedRole?: string;
  /** Of the account in `users/{uid}`; those who own documents have one too. */
  status?: string;
}

/** Everybody who may come to the database, under the name that is their uid too. */
export const CALLERS = {
  signedOut: { token: null },
  ada: { token: {} },
  bob: { token: {} },
  guest: { token: { firebase: { sign_in_provider: 'anonymous', identities: {} } } },
  suspendedUser: { token: {} },
  deletedUser: { token: {} },
  admin: { token: { tollgateRole: 'admin' }, grantedRole: 'admin', status: 'active' },
  moderator: { token: { tollgateRole: 'moderator' }, grantedRole: 'moderator', status: 'active' },
  /** Has a role, and has never called. */
  newAdmin: { token: { tollgateRole: 'admin' }, grantedRole: 'admin' },
  suspendedAdmin: { token: { tollgateRole: 'admin' }, grantedRole: 'admin', status: 'suspended' },
  pausedModerator: { token: { tollgateRole: 'moderator' }, grantedRole: 'moderator', status: 'paused' },
  deletedAdmin: { token: { tollgateRole: 'admin' }, grantedRole: 'admin', status: 'deleted' },
  /** The claim of another app, whose name is not ours. */
  adminOfTheApp: { token: { role: 'admin' }, grantedRole: 'admin', status: 'active' },
  claimWithoutDocument: { token: { tollgateRole: 'admin' } },
  documentWithoutClaim: { token: {}, grantedRole: 'admin' },
  moderatorClaimingAdmin: { token: { tollgateRole: 'admin' }, grantedRole: 'moderator' },
  adminClaimingModerator: { token: { tollgateRole: 'moderator' }, grantedRole: 'admin' },
  unknownRole: { token: { tollgateRole: 'support' }, grantedRole: 'support' },
  adminInProfileOnly: { token: {} },
} as const satisfies Record<string, Caller>;

export type CallerName = keyof typeof CALLERS;

export const CALLER_NAMES = Object.keys(CALLERS).filter((name): name is CallerName => name in CALLERS);

export const STAFF = ['admin', 'moderator', 'newAdmin'] as const satisfies readonly CallerName[];
