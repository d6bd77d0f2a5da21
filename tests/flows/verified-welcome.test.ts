import { randomUUID } from 'node:crypto';
import { GoogleAuthProvider, linkWithCredential } from 'firebase/auth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeAll, sdkOfGuest } from './sdk.ts';
import {
  credits,
  instances,
  linked,
  must,
  type Person,
  signInAsGuest,
  signUp,
  signUpAs,
  theAdmin,
  verified,
} from './support.ts';
import { welcomeOnlyVerified } from './verified-only.ts';

/** An operator wants the welcome only for addresses that have been confirmed. */

beforeAll(() => welcomeOnlyVerified(true), 120_000);

afterAll(async () => {
  await closeAll();
  await welcomeOnlyVerified(false);
}, 120_000);

const ensure = (person: Person, instance = 0) => must('ensureUser', {}, person, instances[instance]);
const NOTHING = { creditsMicro: 0, welcomeWaitsMicro: credits(10) };
const WELCOMED = { creditsMicro: credits(10), welcomeWaitsMicro: null };

describe('a welcome that waits for a verified email', () => {
  it('is promised, given once when the address is confirmed, and asked for by nobody again', async () => {
    const ada = await signUp('ada');
    expect(await ensure(ada)).toMatchObject(NOTHING);
    expect(await ensure(ada, 1)).toMatchObject(NOTHING);
    expect((await must('getCreditLogs', {}, ada)).entries).toEqual([]);
    const confirmed = await verified(ada);
    const profiles = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ensure(confirmed, index % instances.length)),
    );
    for (const profile of profiles) expect(profile).toMatchObject(WELCOMED);
    expect((await must('getCreditLogs', {}, ada)).entries).toMatchObject([
      { type: 'grant', source: 'welcome', amountMicro: credits(10), sequence: 1 },
    ]);
    // A token of before says still that it is not confirmed, and takes nothing back.
    expect(await ensure(ada)).toMatchObject(WELCOMED);
  });

  it('waits for a guest who signs up too, and not for who comes with Google', async () => {
    const guest = await signInAsGuest();
    expect(await ensure(guest)).toMatchObject({ creditsMicro: 0, welcomeWaitsMicro: null });
    const person = await linked(guest);
    expect(await ensure(person)).toMatchObject({ ...NOTHING, isGuest: false });
    expect(await ensure(await verified(person))).toMatchObject(WELCOMED);

    const { auth, tollgate } = await sdkOfGuest();
    if (!auth.currentUser) throw new Error('nobody is signed in');
    const sub = `g${randomUUID().slice(0, 8)}`;
    const google = JSON.stringify({ sub, email: `${sub}@example.com`, email_verified: true });
    const { user } = await linkWithCredential(auth.currentUser, GoogleAuthProvider.credential(google));
    await user.getIdToken(true);
    expect((await tollgate.ensureUser()).data).toMatchObject(WELCOMED);
  });

  it('cannot be taken by a stranger who only names the mailbox, and is given to a mailbox once', async () => {
    const name = `eve-${randomUUID().slice(0, 8)}`;
    const stranger = await signUpAs(`${name}+not-mine@example.com`);
    expect(await ensure(stranger)).toMatchObject(NOTHING);
    const owner = await verified(await signUpAs(`${name}@example.com`));
    expect(await ensure(owner)).toMatchObject(WELCOMED);
    // Promised before the owner came, but the mailbox has had its welcome.
    expect(await ensure(await verified(stranger), 1)).toMatchObject({
      creditsMicro: 0,
      welcomeWaitsMicro: null,
    });
    // Who comes with it now is promised nothing.
    const late = await signUpAs(`${name}+late@example.com`);
    expect(await ensure(late)).toMatchObject({ creditsMicro: 0, welcomeWaitsMicro: null });
  });

  it('is no way out of a suspension, and no way back into one that was lifted', async () => {
    const [ada, admin] = [await verified(await signUp('ada')), await theAdmin()];
    await ensure(ada);
    await must('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'spam' }, admin);
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    const again = await verified(await signUpAs(ada.email));
    expect(await ensure(again)).toMatchObject({ status: 'suspended', creditsMicro: 0 });
    await must('setUserStatus', { userId: again.userId, status: 'active', reason: 'talked' }, admin);
    expect(await ensure(again)).toMatchObject({ status: 'active', creditsMicro: 0 });
  });
});
