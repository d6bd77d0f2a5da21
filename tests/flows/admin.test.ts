import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it, vi } from 'vitest';
import {
  balanceOf,
  callRaw,
  credits,
  db,
  instances,
  must,
  newRequestId,
  refusal,
  signUp,
  signUpStaff,
  theAdmin,
  userWith,
} from './support.ts';

const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;

describe('granting', () => {
  it('gives once for a request id, however often and parallel it is sent, with an audit entry', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    const grant = {
      requestId: newRequestId(),
      email: ada.email,
      amountMicro: credits(5),
      type: 'bonus',
      reason: 'sorry',
    } as const;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        must('grantCreditsToUser', grant, admin, instances[index % 2]),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ creditsMicro: credits(15) });
    expect(await balanceOf(ada)).toBe(credits(15));
    expect(await refusal('grantCreditsToUser', { ...grant, amountMicro: credits(6) }, admin)).toMatchObject({
      details: { reason: 'request_reused' },
    });
    const audit = await db.collection('admin_audit_logs').where('targetId', '==', ada.userId).get();
    expect(audit.docs.map((entry) => entry.data())).toMatchObject([
      {
        action: 'grant_credits',
        actorId: admin.userId,
        reason: 'sorry',
        before: { creditsMicro: credits(10) },
        after: { creditsMicro: credits(15) },
      },
    ]);
  });

  it('refuses an expiry in the past and somebody who never signed up', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    const grant = { requestId: newRequestId(), amountMicro: credits(5), type: 'grant', reason: 'x' } as const;
    expect(
      await refusal('grantCreditsToUser', { ...grant, userId: ada.userId, expiresAt: 1_000 }, admin),
    ).toMatchObject({ details: { reason: 'invalid_argument' } });
    expect(
      await refusal('grantCreditsToUser', { ...grant, email: 'nobody@example.com' }, admin),
    ).toMatchObject({ details: { reason: 'not_found' } });
    expect(await refusal('grantCreditsToUser', { ...grant, userId: 'nobody' }, admin)).toMatchObject({
      details: { reason: 'not_found' },
    });
  });
});

describe('the rights of staff', () => {
  it('need the claim and the document: without either, every admin call is refused', async () => {
    const ada = await signUp();
    await must('ensureUser', {}, ada);
    const revoked = await signUpStaff('admin');
    await db.doc(`staff/${revoked.userId}`).delete();
    const demoted = await signUpStaff('admin');
    await db.doc(`staff/${demoted.userId}`).update({ role: 'moderator' });
    for (const person of [ada, revoked, demoted]) {
      const attempts = [
        refusal(
          'grantCreditsToUser',
          { requestId: 'x', userId: ada.userId, amountMicro: 1, type: 'grant', reason: 'x' },
          person,
        ),
        refusal('updateCreditConfiguration', { expectedVersion: 1, config: studio.credit_config }, person),
        refusal('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'x' }, person),
        refusal('getCreditLogs', { userId: (await theAdmin()).userId }, person),
      ];
      for (const attempt of attempts) {
        expect(await attempt).toMatchObject({ code: 'PERMISSION_DENIED', details: { reason: 'not_admin' } });
      }
    }
  });

  it('let a moderator suspend and read, but not grant or configure, nor touch other staff', async () => {
    const [moderator, admin, ada] = [await signUpStaff('moderator'), await theAdmin(), await userWith(10)];
    const grant = { requestId: 'x', userId: ada.userId, amountMicro: 1, type: 'grant', reason: 'x' } as const;
    expect(await refusal('grantCreditsToUser', grant, moderator)).toMatchObject({
      details: { reason: 'not_admin' },
    });
    expect((await must('getCreditLogs', { userId: ada.userId }, moderator)).entries).toHaveLength(1);
    await must('setUserStatus', { userId: ada.userId, status: 'suspended', reason: 'spam' }, moderator);
    expect(
      await refusal('setUserStatus', { userId: admin.userId, status: 'suspended', reason: 'x' }, moderator),
    ).toMatchObject({ details: { reason: 'not_admin' } });
  });
});

describe('a status', () => {
  it('bars a suspended or paused user from generating, until it is lifted', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    for (const status of ['suspended', 'paused'] as const) {
      await must('setUserStatus', { userId: ada.userId, status, reason: 'chargeback' }, admin);
      const refused = await refusal(
        'validateAndDeductCredits',
        { requestId: newRequestId(), ...wanted },
        ada,
      );
      expect(refused).toMatchObject({
        code: 'PERMISSION_DENIED',
        details: { reason: status },
        message: expect.stringContaining('chargeback'),
      });
    }
    await must('setUserStatus', { userId: ada.userId, status: 'active', reason: 'settled' }, admin);
    await must('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, ada);
  });
});

describe('the price book', () => {
  it('is saved as a new version, refused when somebody saved meanwhile, and never reaches a running activity', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    const held = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
      instances[0],
    );
    const first: number = (await db.doc('system_config/credit_config').get()).get('version');
    const dearer = structuredClone(studio.credit_config);
    const service = dearer.services.dalle3;
    if (!service) throw new Error('the preset has dalle3');
    service.priceMicro = credits(2);
    const save = { expectedVersion: first, config: dearer };
    expect(await must('updateCreditConfiguration', save, admin)).toEqual({ version: first + 1 });
    // The same save once more, because its answer was lost, is the same save.
    expect(await must('updateCreditConfiguration', save, admin)).toEqual({ version: first + 1 });
    expect(
      await refusal(
        'updateCreditConfiguration',
        { expectedVersion: first, config: studio.credit_config },
        admin,
      ),
    ).toMatchObject({
      code: 'ABORTED',
      details: { reason: 'config_conflict', currentVersion: first + 1 },
    });
    const priced = await must(
      'validateAndDeductCredits',
      { requestId: newRequestId(), ...wanted },
      ada,
      instances[0],
    );
    expect(priced).toMatchObject({ heldMicro: credits(2), priceVersion: first + 1 });
    const ended = await must(
      'updateAIActivityStatus',
      { activityId: held.activityId, status: 'completed' },
      ada,
    );
    expect(ended.chargedMicro).toBe(credits(1));
    const versions = await db.collection('system_config/credit_config/versions').get();
    expect(versions.docs.map(({ id }) => id)).toEqual(expect.arrayContaining([`${first}`, `${first + 1}`]));
    const audit = await db.collection('admin_audit_logs').where('targetId', '==', 'credit_config').get();
    const second = audit.docs.find((entry) => entry.get('reason') === `version ${first + 1}`);
    expect(second?.data()).toMatchObject({
      ...{ action: 'edit_config', actorId: admin.userId },
      before: { 'services/dalle3': { priceMicro: credits(1) } },
      after: { 'services/dalle3': { priceMicro: credits(2) } },
    });
    await must(
      'updateCreditConfiguration',
      { expectedVersion: first + 1, config: studio.credit_config },
      admin,
    );
  });

  it('is in force on every instance within 15 seconds', async () => {
    const [admin, ada] = [await theAdmin(), await signUp()];
    const stored = await db.doc('system_config/credit_config').get();
    const dearer = structuredClone(studio.credit_config);
    Object.assign(dearer.services.dalle3 ?? {}, { priceMicro: credits(3) });
    const seen = async (origin: string) =>
      (await must('getUserProfile', {}, ada, origin)).prices.services.dalle3?.priceMicro;
    const soon = { timeout: 15_000, interval: 250 };
    const seenEverywhere = (priceMicro: number) =>
      Promise.all(
        instances.map((origin) => vi.waitFor(async () => expect(await seen(origin)).toBe(priceMicro), soon)),
      );
    await seenEverywhere(credits(1));
    const { version } = await must(
      'updateCreditConfiguration',
      { expectedVersion: stored.get('version'), config: dearer },
      admin,
      instances[0],
    );
    try {
      await seenEverywhere(credits(3));
    } finally {
      await must(
        'updateCreditConfiguration',
        { expectedVersion: version, config: studio.credit_config },
        admin,
      );
    }
    await seenEverywhere(credits(1));
  });

  it.each([
    ['a price of 0', { priceMicro: 0 }],
    ['a negative price', { priceMicro: -5 }],
    ['a fractional price', { priceMicro: 0.5 }],
    ['a price above reason', { priceMicro: 2 ** 53 - 1 }],
    ['a price for no units', { per: 0 }],
    ['a default above the maximum', { defaultUnits: 11 }],
  ])('can’t have %s', async (_, change) => {
    const config = structuredClone(studio.credit_config);
    Object.assign(config.services.dalle3 ?? {}, change);
    expect(
      await refusal('updateCreditConfiguration', { expectedVersion: 3, config }, await theAdmin()),
    ).toMatchObject({
      details: { reason: 'invalid_argument' },
    });
  });
});

it('a plan that names no price, or one of 0, is refused', async () => {
  for (const plan of [
    { label: 'Basic', tier: 'basic', monthlyMicro: credits(1) },
    { ...studio.credit_config.plans.basic, priceCents: 0 },
  ]) {
    const config = { ...studio.credit_config, plans: { basic: plan } };
    const { token } = await theAdmin();
    expect(await callRaw('updateCreditConfiguration', { expectedVersion: 1, config }, token)).toMatchObject({
      error: { details: { issues: [{ path: 'config.plans.basic.priceCents' }] } },
    });
  }
});

describe('limits and moderation', () => {
  it('are saved as versions of their own, with the difference in the audit log', async () => {
    const admin = await theAdmin();
    const limits = structuredClone(studio.limits);
    limits.perHour.image = 60;
    limits.abuse.refusedPrompts.critical = 30;
    const save = { document: 'limits', expectedVersion: 1, config: limits } as const;
    expect(await must('updateCreditConfiguration', save, admin)).toEqual({ version: 2 });
    const stale = { document: 'limits', expectedVersion: 1, config: studio.limits } as const;
    expect(await refusal('updateCreditConfiguration', stale, admin)).toMatchObject({
      details: { reason: 'config_conflict', currentVersion: 2 },
    });
    const ada = await signUp();
    expect((await must('getUserProfile', {}, ada, instances[0])).limits.image.limit).toBe(60);
    const moderation = structuredClone(studio.moderation);
    moderation.categories.hate = ['hate speech', 'slur'];
    const words = { document: 'moderation', expectedVersion: 1, config: moderation } as const;
    expect(await must('updateCreditConfiguration', words, admin)).toEqual({ version: 2 });
    expect(
      await refusal(
        'generate',
        { requestId: newRequestId(), ...wanted, service: 'local-image', prompt: 'a slur' },
        ada,
      ),
    ).toMatchObject({ details: { reason: 'prompt_rejected', categories: ['hate'] } });
    const audit = await db
      .collection('admin_audit_logs')
      .where('targetId', 'in', ['limits', 'moderation'])
      .get();
    expect(
      audit.docs
        .map((entry) => entry.data())
        .filter(({ actorId }) => actorId === admin.userId)
        .sort((a, b) => a.targetId.localeCompare(b.targetId)),
    ).toMatchObject([
      {
        before: { 'perHour/image': 50, 'abuse/refusedPrompts': { critical: 25 } },
        after: { 'perHour/image': 60, 'abuse/refusedPrompts': { critical: 30 } },
      },
      {
        before: { 'categories/hate': ['hate speech'] },
        after: { 'categories/hate': ['hate speech', 'slur'] },
      },
    ]);
    await must('updateCreditConfiguration', { ...save, expectedVersion: 2, config: studio.limits }, admin);
    await must(
      'updateCreditConfiguration',
      { ...words, expectedVersion: 2, config: studio.moderation },
      admin,
    );
  });

  it.each([
    [
      'limits',
      { ...studio.limits, perHour: { ...studio.limits.perHour, image: -1 } },
      'config.perHour.image',
    ],
    ['limits', { ...studio.limits, retentionDays: Number.NaN }, 'config.retentionDays'],
    ['limits', { ...studio.limits, maxHoldMicro: 0 }, 'config.maxHoldMicro'],
    [
      'limits',
      {
        ...studio.limits,
        abuse: { ...studio.limits.abuse, bursts: { low: 5, medium: 5, high: 9, critical: null } },
      },
      'config.abuse.bursts',
    ],
    ['moderation', { ...studio.moderation, categories: { hate: ['x'] } }, 'config.categories.hate.0'],
    ['moderation', studio.limits, 'config.categories'],
    ['prices', studio.credit_config, 'document'],
  ])('of %s that make no sense are refused, naming the place', async (document, config, path) => {
    const answer = await callRaw(
      'updateCreditConfiguration',
      { document, expectedVersion: 1, config },
      (await theAdmin()).token,
    );
    expect(answer).toMatchObject({ ok: false, error: { details: { reason: 'invalid_argument' } } });
    if (!answer.ok) expect(answer.error.details.issues?.map((issue) => issue.path)).toContain(path);
  });
});

describe('the ledger', () => {
  it('comes in pages, newest first, without a gap', async () => {
    const [admin, ada] = [await theAdmin(), await userWith(10)];
    for (let index = 0; index < 4; index++) {
      const grant = {
        requestId: newRequestId(),
        userId: ada.userId,
        amountMicro: 1,
        type: 'grant',
        reason: 'x',
      } as const;
      await must('grantCreditsToUser', grant, admin);
    }
    const pages: number[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await must('getCreditLogs', { limit: 2, ...(cursor ? { cursor } : {}) }, ada);
      pages.push(page.entries.map(({ sequence }) => sequence));
      cursor = page.cursor;
    }
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
  });
});
