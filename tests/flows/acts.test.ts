import { FieldValue } from 'firebase-admin/firestore';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  balanceOf,
  call,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refreshed,
  refusal,
  signInAsGuest,
  signUp,
  signUpStaff,
  theAdmin,
  userWith,
  verified,
} from './support.ts';

/** What admins do to users: each act once, with its entry in the audit log, and with a way back. */

let admin: Person;
beforeAll(async () => {
  admin = await theAdmin();
});

const reason = 'asked by support';
const auditOf = async ({ userId }: Person) => {
  const entries = await db.collection('admin_audit_logs').where('targetId', '==', userId).get();
  return entries.docs.map((entry) => ({ auditId: entry.id, ...entry.data() }));
};

async function spend(person: Person, units: number): Promise<string> {
  const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units } as const;
  const held = await must('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, person);
  await must('updateAIActivityStatus', { activityId: held.activityId, status: 'completed' }, person);
  return held.activityId;
}

describe('removing credits', () => {
  it('happens once, is told in the audit log, and can be undone once', async () => {
    const ada = await signUp();
    const removal = { requestId: newRequestId(), email: ada.email, amountMicro: credits(4), reason };
    const answers = await Promise.all(
      instances.map((origin) => must('removeCreditsFromUser', removal, admin, origin)),
    );
    const [first] = answers;
    for (const answer of answers) expect(answer).toEqual(first);
    expect(await balanceOf(ada)).toBe(credits(6));
    const { auditId, createdAt: _, ...entry } = first?.audit ?? { createdAt: 0 };
    expect(await auditOf(ada)).toMatchObject([{ auditId, ...entry }]);
    const undo = { entryId: first?.entryId ?? '', reason: 'a mistake' };
    const undone = await must('undoCreditEntry', undo, admin);
    expect(undone.creditsMicro).toBe(credits(10));
    expect(await must('undoCreditEntry', undo, await signUpStaff('admin'))).toEqual(undone);
    expect(await balanceOf(ada)).toBe(credits(10));
    expect(await refusal('undoCreditEntry', { ...undo, entryId: undone.entryId }, admin)).toMatchObject({
      details: { reason: 'invalid_argument' },
    });
  });

  it('never takes more than is there', async () => {
    const ada = await signUp();
    const removal = { requestId: newRequestId(), email: ada.email, amountMicro: credits(11), reason };
    expect(await refusal('removeCreditsFromUser', removal, admin)).toMatchObject({
      details: { reason: 'insufficient_credits', availableMicro: credits(10) },
    });
    expect(await auditOf(ada)).toEqual([]);
  });
});

describe('refunding an activity', () => {
  it('gives back what was charged and not a credit more, and counts anew when it is undone', async () => {
    const ada = await userWith(10);
    const activityId = await spend(ada, 5);
    const part = await must(
      'refundActivity',
      { requestId: newRequestId(), activityId, amountMicro: credits(2), reason },
      admin,
    );
    expect(part.creditsMicro).toBe(credits(7));
    const tooMuch = { requestId: newRequestId(), activityId, amountMicro: credits(4), reason };
    expect(await refusal('refundActivity', tooMuch, admin)).toMatchObject({
      details: { reason: 'invalid_argument' },
    });
    const rest = () => must('refundActivity', { requestId: newRequestId(), activityId, reason }, admin);
    expect((await rest()).creditsMicro).toBe(credits(10));
    expect(
      await refusal('refundActivity', { requestId: newRequestId(), activityId, reason }, admin),
    ).toMatchObject({
      details: { reason: 'invalid_argument' },
    });
    await must('undoCreditEntry', { entryId: part.entryId, reason }, admin);
    expect((await db.doc(`ai_activity/${activityId}`).get()).get('refundedMicro')).toBe(credits(3));
    expect((await rest()).creditsMicro).toBe(credits(10));
    const { entries } = await must('getCreditLogs', {}, ada);
    expect(entries.filter((entry) => entry.activityId === activityId).map(({ type }) => type)).toEqual([
      'refund',
      'reversal',
      'refund',
      'refund',
      'deduction',
    ]);
  });

  it('is for activities that are there', async () => {
    for (const activityId of ['nobody.nothing', 'nonsense']) {
      expect(
        await refusal('refundActivity', { requestId: newRequestId(), activityId, reason }, admin),
      ).toMatchObject({
        details: { reason: 'not_found' },
      });
    }
  });
});

describe('a user', () => {
  it('changes tier, and gets the limits back; what changes nothing leaves no entry', async () => {
    const ada = await userWith(10);
    await spend(ada, 1);
    const tier = { email: ada.email, tier: 'premium', reason } as const;
    expect(await must('setUserTier', tier, admin)).toMatchObject({
      tier: 'premium',
      audit: { before: { tier: 'free' }, after: { tier: 'premium' } },
    });
    expect(await must('setUserTier', tier, admin)).toEqual({ tier: 'premium', audit: null });
    const { audit } = await must('resetUserLimits', { email: ada.email, reason }, admin);
    expect(audit).toMatchObject({ before: { image: 1 }, after: { image: 0 } });
    expect(await must('resetUserLimits', { email: ada.email, reason }, admin)).toEqual({ audit: null });
    const profile = await must('getUserProfile', {}, ada);
    expect(profile).toMatchObject({
      tier: 'premium',
      limits: { image: { left: profile.limits.image.limit } },
    });
  });

  it('has notes that staff write, each once', async () => {
    const [ada, moderator] = [await userWith(10), await signUpStaff('moderator')];
    const note = { requestId: newRequestId(), userId: ada.userId, note: 'called, was kind' };
    const first = await must('addUserNote', note, moderator);
    expect(await must('addUserNote', note, moderator)).toEqual(first);
    expect(await refusal('addUserNote', { ...note, note: 'other' }, moderator)).toMatchObject({
      details: { reason: 'request_reused' },
    });
    expect(await auditOf(ada)).toMatchObject([{ action: 'add_note', reason: 'called, was kind' }]);
  });
});

describe('a role', () => {
  it('is given and taken away by an admin, and counts from the next token and the next call on', async () => {
    const eve = await verified(await userWith(10));
    const given = await must('setStaffRole', { email: eve.email, role: 'moderator', reason }, admin);
    expect(given).toMatchObject({ role: 'moderator', audit: { after: { role: 'moderator' } } });
    const again = await must('setStaffRole', { email: eve.email, role: 'moderator', reason }, admin);
    expect(again.audit).toBeNull();
    expect((await db.doc(`users/${eve.userId}`).get()).get('role')).toBe('moderator');
    const signedIn = await refreshed(eve);
    await must('getAbuseRecords', {}, signedIn);
    await must('setStaffRole', { email: eve.email, role: null, reason }, admin);
    // Emulators refuse a revoked token at the door; in production it lives on, and its role is refused.
    const { details } = await refusal('getAbuseRecords', {}, signedIn);
    expect(['not_admin', 'unauthenticated']).toContain(details.reason);
    expect((await db.doc(`staff/${eve.userId}`).get()).exists).toBe(false);
  });

  it("is not one's own to change, and not for guests", async () => {
    const guest = await signInAsGuest();
    await must('ensureUser', {}, guest);
    const forGuest = { userId: guest.userId, role: 'moderator', reason } as const;
    expect(await refusal('setStaffRole', forGuest, admin)).toMatchObject({
      details: { reason: 'not_admin' },
    });
    expect(await refusal('setStaffRole', { email: admin.email, role: null, reason }, admin)).toMatchObject({
      details: { reason: 'not_admin' },
    });
  });
});

it('leaves one admin when two take the role from each other at once', async () => {
  const [one, other] = [await signUpStaff('admin'), await signUpStaff('admin')];
  const revoke = (of: Person, by: Person) =>
    call('setStaffRole', { userId: of.userId, role: null, reason }, by);
  await Promise.all([revoke(other, one), revoke(one, other)]);
  const left = await Promise.all([one, other].map(({ userId }) => db.doc(`staff/${userId}`).get()));
  expect(left.filter(({ exists }) => exists)).toHaveLength(1);
});

it('does an act once, though another undid it before it was sent again', async () => {
  const ada = await userWith(10);
  const sent = { requestId: newRequestId(), userId: ada.userId, status: 'suspended', reason } as const;
  const first = await must('setUserStatus', sent, admin);
  await must('setUserStatus', { userId: ada.userId, status: 'active', reason: 'a mistake' }, admin);
  expect(await must('setUserStatus', sent, admin)).toEqual(first);
  expect((await db.doc(`users/${ada.userId}`).get()).get('status')).toBe('active');
  expect(await refusal('setUserStatus', { ...sent, reason: 'another' }, admin)).toMatchObject({
    details: { reason: 'request_reused' },
  });
});

describe('undoing a grant', () => {
  const grant = (person: Person, amount: number, expiresAt?: number) =>
    must(
      'grantCreditsToUser',
      {
        ...{ requestId: newRequestId(), userId: person.userId, amountMicro: credits(amount) },
        ...{ type: 'grant' as const, reason, ...(expiresAt ? { expiresAt } : {}) },
      },
      admin,
    );
  const soon = () => Date.now() + 3_600_000;
  const lotsOf = async ({ userId }: Person) =>
    ((await db.doc(`users/${userId}`).get()).get('grants') as { source: string; amountMicro: number }[]).map(
      ({ source, amountMicro }) => [source, amountMicro],
    );

  it('takes its own credits, as far as they are left', async () => {
    const ada = await signUp();
    const { entryId } = await grant(ada, 10, soon());
    await spend(ada, 4);
    // What expires sooner was used, and the welcome is whole.
    expect(await lotsOf(ada)).toEqual([
      ['welcome', credits(10)],
      ['bonus', credits(6)],
    ]);
    await must('undoCreditEntry', { entryId, reason }, admin);
    expect(await lotsOf(ada)).toEqual([['welcome', credits(10)]]);
    const { entries } = await must('getCreditLogs', {}, ada);
    expect(entries.slice(0, 2).map(({ type, bySource }) => [type, bySource])).toEqual([
      ['reversal', { bonus: credits(6) }],
      ['deduction', { bonus: credits(4) }],
    ]);
  });

  it('is refused where nothing of it is left, of an old entry too', async () => {
    const ada = await signUp();
    const { entryId } = await grant(ada, 10, soon());
    const other = await grant(ada, 5);
    await spend(ada, 10);
    const nothing = { details: { reason: 'insufficient_credits', availableMicro: 0 } };
    expect(await refusal('undoCreditEntry', { entryId, reason }, admin)).toMatchObject(nothing);
    // As they were stored before lots had ids.
    const user = db.doc(`users/${ada.userId}`);
    const grants = (await user.get()).get('grants') as Record<string, unknown>[];
    await user.update({ grants: grants.map(({ lotId: _, ...lot }) => lot) });
    const ledger = await db.collection('credit_logs').where('userId', '==', ada.userId).get();
    for (const { ref } of ledger.docs) await ref.update({ lots: FieldValue.delete() });
    await must('undoCreditEntry', { entryId: other.entryId, reason }, admin);
    expect(await lotsOf(ada)).toEqual([['welcome', credits(10)]]);
    expect(await refusal('undoCreditEntry', { entryId, reason }, admin)).toMatchObject(nothing);
  });
});

it('undoes an entry once, however much later it is asked for again', async () => {
  const ada = await userWith(10);
  const { entryId } = await must(
    'removeCreditsFromUser',
    { requestId: newRequestId(), userId: ada.userId, amountMicro: credits(4), reason },
    admin,
  );
  await must('undoCreditEntry', { entryId, reason }, admin);
  const kept = await db
    .collection('receipts')
    .where('scope', '==', 'undoCreditEntry')
    .where('requestId', '==', entryId)
    .get();
  expect(kept.docs.map((receipt) => receipt.get('expiresAt'))).toEqual([null]);
});

it('a moderator does none of what moves credits, tiers, limits or roles', async () => {
  const [ada, moderator] = [await userWith(10), await signUpStaff('moderator')];
  const user = { email: ada.email, reason };
  for (const attempt of [
    refusal('removeCreditsFromUser', { requestId: 'x', ...user, amountMicro: 1 }, moderator),
    refusal('refundActivity', { requestId: 'x', activityId: `${ada.userId}.x`, reason }, moderator),
    refusal('undoCreditEntry', { entryId: `${ada.userId}.0000000001`, reason }, moderator),
    refusal('setUserTier', { ...user, tier: 'premium' }, moderator),
    refusal('resetUserLimits', user, moderator),
    refusal('setStaffRole', { ...user, role: 'admin' }, moderator),
  ]) {
    expect(await attempt).toMatchObject({ code: 'PERMISSION_DENIED', details: { reason: 'not_admin' } });
  }
  for (const attempt of [
    refusal('addUserNote', { requestId: 'x', userId: ada.userId, note: 'x' }, ada),
    refusal('setStaffRole', { ...user, role: 'admin' }, ada),
  ]) {
    expect(await attempt).toMatchObject({ details: { reason: 'not_admin' } });
  }
});
