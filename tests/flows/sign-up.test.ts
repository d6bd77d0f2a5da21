import { describe, expect, it } from 'vitest';
import {
  callRaw,
  credits,
  db,
  emulator,
  instances,
  must,
  newRequestId,
  signInAsGuest,
  signUp,
  signUpAs,
  theAdmin,
  verified,
} from './support.ts';

describe('signing up', () => {
  it('makes one user with one welcome grant, however many ask at once and whenever the trigger comes', async () => {
    const ada = await signUp('ada');
    const profiles = await Promise.all(
      Array.from({ length: 20 }, (_, index) => must('ensureUser', {}, ada, instances[index % 2])),
    );
    for (const profile of profiles)
      expect(profile).toMatchObject({ creditsMicro: credits(10), heldMicro: 0 });
    const ledger = await must('getCreditLogs', {}, ada);
    expect(ledger.entries).toMatchObject([
      { type: 'grant', source: 'welcome', amountMicro: credits(10), sequence: 1 },
    ]);
  });

  it('welcomes a mailbox once, whoever leaves and comes back, under whatever spelling, at once or later', async () => {
    const ada = await signUp('ada');
    expect(await must('ensureUser', {}, ada)).toMatchObject({ creditsMicro: credits(10) });
    await must('deleteAccount', { confirm: 'delete my account' }, ada);
    const again = await signUpAs(ada.email);
    const tagged = await signUpAs(ada.email.replace('@', '+again@'));
    expect(await must('ensureUser', {}, again)).toMatchObject({ creditsMicro: 0, status: 'active' });
    expect(await must('ensureUser', {}, tagged)).toMatchObject({ creditsMicro: 0, status: 'active' });
    expect(await must('getCreditLogs', {}, again)).toMatchObject({ entries: [] });
    const kept = (await db.collection('receipts').where('scope', '==', 'mailbox').get()).docs;
    expect(JSON.stringify(kept.map((one) => [one.id, one.data()]))).not.toContain(ada.email.slice(0, 12));

    const name = `twins-${newRequestId().slice(0, 8)}`;
    const twins = await Promise.all(
      ['', '+a', '+b', '+c'].map((tag) => signUpAs(`${name}${tag}@example.com`)),
    );
    const profiles = await Promise.all(
      twins.map((twin, index) => must('ensureUser', {}, twin, instances[index % 2])),
    );
    expect(profiles.map(({ creditsMicro }) => creditsMicro).sort((a, b) => a - b)).toEqual([
      ...[0, 0, 0, credits(10)],
    ]);
  });

  it('is no way out of a suspension: who deletes the account comes back to it, until staff lift it', async () => {
    const ada = await verified(await signUp('ada'));
    const admin = await theAdmin();
    const confirm = 'delete my account' as const;
    await must('ensureUser', {}, ada);
    await must('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'spam' }, admin);
    await must('deleteAccount', { confirm }, ada);
    const again = await signUpAs(ada.email);
    // Whoever only names the mailbox may be a stranger.
    expect(await must('ensureUser', {}, again)).toMatchObject({ status: 'active', creditsMicro: 0 });
    const proven = await verified(again);
    expect(await must('ensureUser', {}, proven)).toMatchObject({ status: 'suspended', creditsMicro: 0 });
    await must('setUserStatus', { userId: again.userId, status: 'active', reason: 'talked' }, admin);
    expect(await must('ensureUser', {}, proven)).toMatchObject({ status: 'active' });
    await must('deleteAccount', { confirm }, proven);
    expect(await must('ensureUser', {}, await verified(await signUpAs(ada.email)))).toMatchObject({
      status: 'active',
    });
  });

  it('bars nobody’s mailbox for what a stranger did who only named it', async () => {
    const stranger = await signUp('ada');
    await must('ensureUser', {}, stranger);
    await must(
      'setUserStatus',
      { userId: stranger.userId, status: 'suspended', reason: 'spam' },
      await theAdmin(),
    );
    await must('deleteAccount', { confirm: 'delete my account' }, stranger);
    const ada = await verified(await signUpAs(stranger.email));
    expect(await must('ensureUser', {}, ada)).toMatchObject({ status: 'active' });
  });

  it('is noticed by the trigger alone, when the app never calls', async () => {
    const bob = await signUp('bob');
    const arrived = new Promise<FirebaseFirestore.DocumentData>((resolve) => {
      const stop = db.doc(`users/${bob.userId}`).onSnapshot((snapshot) => {
        if (!snapshot.exists) return;
        stop();
        resolve(snapshot.data() ?? {});
      });
    });
    expect(await arrived).toMatchObject({ email: bob.email, creditsMicro: credits(10), welcomed: true });
    expect((await must('ensureUser', {}, bob)).creditsMicro).toBe(credits(10));
  });

  it('shows the prices, and what is left of each limit, but not what providers cost us', async () => {
    const profile = await must('getUserProfile', {}, await signUp());
    expect(profile.prices.services['local-video']).toMatchObject({
      priceMicro: credits(5),
      unit: 'second',
      runsOnServer: true,
    });
    expect(profile.prices.services.dalle3).toMatchObject({ runsOnServer: false });
    expect(JSON.stringify(profile.prices)).not.toContain('providerCost');
    expect(profile.limits.image).toEqual({ limit: 50, left: 50, freeAt: null });
  });

  it('gives a guest no welcome credits', async () => {
    const guest = await signInAsGuest();
    expect(await must('ensureUser', {}, guest)).toMatchObject({ isGuest: true, creditsMicro: 0 });
  });

  it.each([
    ['no token', null],
    ['a forged token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.x'],
    ['a token that is none', 'x'],
  ])('is asked for with %s', async (_, token) => {
    for (const name of ['ensureUser', 'generate', 'grantCreditsToUser', 'cancelActivity']) {
      for (const origin of [emulator, instances[0]]) {
        const answer = await callRaw(name, {}, token, { origin });
        expect(answer).toMatchObject({
          ok: false,
          error: { status: 401, details: { reason: 'unauthenticated' } },
        });
      }
    }
  });
});
