import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { describe, expect, it } from 'vitest';
import { type Caller, callerOfToken } from '../caller.ts';
import { RECENT_SIGN_IN_MS, refuseOldSignIn } from './recent-sign-in.ts';

const NOW = 1_790_000_000_000;
const request = { header: () => undefined, socket: {} };
const callerWith = (token: object): Caller => {
  const caller = callerOfToken({ uid: 'ada', firebase: { sign_in_provider: 'password' }, ...token }, request);
  if (isRefusal(caller)) throw new Error(caller.message);
  return caller;
};
const signedIn = (agoMs: number) => callerWith({ auth_time: (NOW - agoMs) / 1_000 });
const refused = { reason: 'recent_sign_in_required' };

describe.each(['createApiKey', 'deleteAccount'] as const)('%s', (name) => {
  const asked = (caller: Caller) => refuseOldSignIn(name, caller, NOW);

  it('goes on for ten minutes after a sign-in, however new the token is afterwards', () => {
    expect(asked(signedIn(0))).toBeNull();
    expect(asked(signedIn(RECENT_SIGN_IN_MS))).toBeNull();
    expect(asked(signedIn(RECENT_SIGN_IN_MS + 1_000))).toMatchObject(refused);
    const issuedNow = callerWith({ auth_time: NOW / 1_000 - 3_600, iat: NOW / 1_000 });
    expect(asked(issuedNow)).toMatchObject(refused);
  });

  it.each([
    ['nothing', {}],
    ['no number', { auth_time: `${NOW / 1_000}` }],
  ])('is refused where a token says %s about it', (_, token) => {
    expect(asked(callerWith(token))).toMatchObject(refused);
  });

  it('is refused to an API key, which proves nobody', () => {
    const { signedInAtMs: _, ...key } = signedIn(0);
    expect(asked(key)).toMatchObject(refused);
  });

  it('asks no proof of guests, who have none, nor of the server of an app', () => {
    expect(asked(callerWith({ firebase: { sign_in_provider: 'anonymous' } }))).toBeNull();
    const server = { tollgateServer: true, firebase: { sign_in_provider: 'custom' } };
    expect(asked(callerWith(server))).toBeNull();
    // A claim of the account itself makes nobody a server.
    expect(asked(callerWith({ tollgateServer: true }))).toMatchObject(refused);
  });
});

it('nothing else asks for a recent sign-in', () => {
  for (const name of ['generate', 'exportData', 'revokeApiKey', 'updateProfile'] as const)
    expect(refuseOldSignIn(name, signedIn(86_400_000), NOW)).toBeNull();
});
