import { access, mkdir, readdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { dayOf } from '@tollgate/contract/common/calendar';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deleteAccount as deleteAgain } from '../../functions/src/account/deletion/store.ts';
import { ensureUser } from '../../functions/src/credits/store.ts';
import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';
import {
  call,
  credits,
  db,
  generateStreaming,
  instances,
  must,
  newRequestId,
  type Person,
  refreshed,
  refusal,
  signUp,
  storedAbout,
  theAdmin,
  userWith,
} from './support.ts';

/** What people do with their own accounts. */

const image = (units = 1, prompt = 'a hill'): CallInput<'generate'> => ({
  requestId: newRequestId(),
  aiType: 'image',
  service: 'local-image',
  prompt,
  units,
});

const grant = async (person: Person, amount: number, reason = 'for the test') =>
  must(
    'grantCreditsToUser',
    {
      ...{ requestId: newRequestId(), userId: person.userId, amountMicro: credits(amount) },
      ...{ type: 'bonus', reason },
    },
    await theAdmin(),
  );

const violationsOf = async ({ userId }: Person) =>
  (await must('reconcileUser', { userId }, await theAdmin())).violations;

describe('the limit that users set for themselves', () => {
  it('is in force with the next call, on every instance, and never exceeded by many at once', async () => {
    const ada = await userWith(50);
    expect(await must('setSpendingLimit', { dayMicro: credits(5), monthMicro: null }, ada)).toEqual({
      ...{ dayMicro: credits(5), monthMicro: null },
    });
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        call('validateAndDeductCredits', { ...image(), service: 'dalle3' }, ada, instances[index % 2]),
      ),
    );
    const held = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
    expect(held).toHaveLength(5);
    for (const { code, details } of refused) {
      expect(code).toBe('RESOURCE_EXHAUSTED');
      expect(details).toMatchObject({ reason: 'spending_limit', period: 'day', availableMicro: 0 });
      expect(details.retryAfterMs).toBeLessThanOrEqual(86_400_000);
    }
    for (const { activityId } of held)
      await must('updateAIActivityStatus', { activityId, status: 'completed' }, ada);
    expect(await refusal('generate', image(), ada)).toMatchObject({ details: { reason: 'spending_limit' } });
    await must('setSpendingLimit', { dayMicro: credits(6), monthMicro: null }, ada);
    expect(await must('generate', image(), ada)).toMatchObject({ chargedMicro: credits(1) });
    await must('setSpendingLimit', { dayMicro: null, monthMicro: credits(6) }, ada);
    expect(await refusal('generate', image(), ada)).toMatchObject({
      details: { reason: 'spending_limit', period: 'month' },
    });
    await must('setSpendingLimit', { dayMicro: null, monthMicro: null }, ada);
    expect(await must('generate', image(), ada)).toMatchObject({ chargedMicro: credits(1) });
    expect(await violationsOf(ada)).toEqual([]);
  });

  it.each([
    { dayMicro: -1, monthMicro: null },
    { dayMicro: 1.5, monthMicro: null },
    { dayMicro: null },
    { dayMicro: null, monthMicro: null, userId: 'somebody' },
  ])('is not %j', async (input) => {
    const ada = await signUp();
    await must('ensureUser', {}, ada);
    // As somebody may send it.
    const answer = await call('setSpendingLimit', input as never, ada);
    expect(answer).toMatchObject({ ok: false, error: { details: { reason: 'invalid_argument' } } });
  });
});

describe('what somebody used', () => {
  it('is told by service, day and month, as it was charged', async () => {
    const ada = await userWith(50);
    const before = (await must('getUsage', {}, ada)).lifetime.generations;
    await must('generate', image(2), ada);
    await must('generate', image(1, 'a hill [fail]'), ada).catch(() => null);
    const video = { requestId: newRequestId(), aiType: 'video', service: 'local-video' } as const;
    await must('generate', { ...video, prompt: 'a hill', units: 1 }, ada);
    const { days, months, lifetime } = await must('getUsage', {}, ada);
    const today = {
      'local-image': { generations: 2, spentMicro: credits(2) },
      'local-video': { generations: 1, spentMicro: credits(5) },
    };
    expect(days.at(-1)).toMatchObject({ day: dayOf(Date.now()), services: today });
    expect(months.at(-1)).toMatchObject({ services: today });
    expect(lifetime.generations).toBe(before + 3);
  });
});

describe('what somebody is told', () => {
  it('comes in the commit of its cause, and is read once they say so', async () => {
    const ada = await userWith(10);
    await grant(ada, 3, 'thanks for the report');
    await must('generate', { ...image(10) }, ada);
    await must('generate', image(2), ada);
    const admin = await theAdmin();
    const paused = { userId: ada.userId, status: 'paused', reason: 'a question is open' } as const;
    await must('setUserStatus', paused, admin);
    const { notices } = await must('getUserProfile', {}, ada);
    expect(notices.map(({ kind, amountMicro, reason }) => [kind, amountMicro, reason])).toEqual([
      ['credits_received', credits(3), 'thanks for the report'],
      ['low_balance', credits(1), null],
      ['paused', null, 'a question is open'],
    ]);
    expect(await must('markNoticesRead', { upTo: notices[1]?.id ?? 0 }, ada)).toEqual({ unread: 1 });
    const first = await storedAbout(ada);
    expect(await must('markNoticesRead', { upTo: notices[1]?.id ?? 0 }, ada)).toEqual({ unread: 1 });
    expect(await storedAbout(ada)).toEqual(first);
  });
});

describe('a name', () => {
  it('is changed in the profile, and stays what it is when an older token calls', async () => {
    const ada = await signUp('ada', 'Ada');
    await must('ensureUser', {}, ada);
    expect(await must('updateProfile', { displayName: ' Ada L. ' }, ada)).toEqual({ displayName: 'Ada L.' });
    expect(await must('ensureUser', {}, ada)).toMatchObject({ displayName: 'Ada L.' });
    expect((await getAuth(getApp('flows')).getUser(ada.userId)).displayName).toBe('Ada L.');
  });

  it('is written to Authentication when it changes, and when the last try did not get there, not otherwise', async () => {
    const auth = getAuth(getApp('flows'));
    const ada = await signUp('ada', 'Ada');
    await must('ensureUser', {}, ada);
    // What Authentication has shows whether it was written to.
    await auth.updateUser(ada.userId, { displayName: 'untouched' });
    await must('updateProfile', { displayName: 'Ada' }, ada);
    expect((await auth.getUser(ada.userId)).displayName).toBe('untouched');
    // The token says that Authentication has another name than the one that is asked for.
    await must('updateProfile', { displayName: 'Ada' }, await refreshed(ada));
    expect((await auth.getUser(ada.userId)).displayName).toBe('Ada');
  });
});

async function exported(person: Person): Promise<CallOutputs['exportData']['documents']> {
  const documents: CallOutputs['exportData']['documents'] = [];
  for (let cursor: string | undefined; ; ) {
    const part = await must('exportData', cursor === undefined ? {} : { cursor }, person);
    documents.push(...part.documents);
    if (part.cursor === null) return documents;
    cursor = part.cursor;
  }
}

describe('an export', () => {
  it('has the profile, every movement and every generation, and nobody else’s', async () => {
    const [ada, bob] = [await userWith(10), await userWith(10)];
    await must('generate', image(1, 'a harbour at dawn'), ada);
    await must('generate', image(1, 'not of ada'), bob);
    const documents = await exported(ada);
    const paths = documents.map(({ path }) => path.split('/')[0]);
    expect(paths).toEqual(['users', 'credit_logs', 'credit_logs', 'ai_activity']);
    const text = JSON.stringify(documents);
    expect(text).toContain('a harbour at dawn');
    expect(text).toContain(ada.email);
    for (const foreign of [bob.userId, 'not of ada', 'payloadHash', 'promptHash'])
      expect(text).not.toContain(foreign);
  });

  it('goes on only where it stopped itself', async () => {
    const [ada, bob] = [await userWith(10), await userWith(10)];
    await must('generate', image(), bob);
    for (const cursor of [
      `credit_logs/${bob.userId}.0000000001`,
      'users/x',
      'staff/',
      'ai_activity/../users',
      `credit_logs/${ada.userId}.9`,
      `credit_logs/${ada.userId}.\ud800`,
    ])
      expect(await refusal('exportData', { cursor }, ada)).toMatchObject({
        details: { reason: 'invalid_argument' },
      });
  });
});

describe('deleting an account', () => {
  const confirm = 'delete my account' as const;

  it('closes it at once, clears what was personal, keeps the ledger, and can be done twice at once', async () => {
    const ada = await userWith(10);
    await must('generate', image(1, 'a secret harbour'), ada);
    await must('validateAndDeductCredits', { ...image(2), service: 'dalle3' }, ada);
    const [activity] = (await db.collection('ai_activity').where('userId', '==', ada.userId).get()).docs;
    expect(activity).toBeDefined();
    const answers = await Promise.all(
      [0, 1].map((index) => call('deleteAccount', { confirm }, ada, instances[index])),
    );
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { status: 'deleted' } });
    const user = (await db.doc(`users/${ada.userId}`).get()).data();
    expect(user).toMatchObject({
      ...{ status: 'deleted', email: null, displayName: null, creditsMicro: 0, heldMicro: 0 },
    });
    const activities = await db.collection('ai_activity').where('userId', '==', ada.userId).get();
    const ledger = await db.collection('credit_logs').where('userId', '==', ada.userId).get();
    const left = JSON.stringify([user, ...activities.docs.map((one) => one.data())]);
    expect(left).not.toMatch(/secret harbour/);
    expect(left).not.toContain(ada.email);
    expect(activities.size).toBe(2);
    expect(ledger.docs.map((one) => one.get('type'))).toContain('deduction');
    expect(await violationsOf(ada)).toEqual([]);
    await expect(getAuth(getApp('flows')).getUser(ada.userId)).rejects.toThrow(/no user record/i);
  });

  it('leaves nothing of a generation that was still running, and nobody’s credits', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    let pieces = 0;
    let deleted: ReturnType<typeof must<'deleteAccount'>> | undefined;
    const wanted = {
      aiType: 'chat',
      service: 'local-chat',
      prompt: '[hang] of a harbour',
      units: 60,
    } as const;
    const answer = await generateStreaming({ requestId, ...wanted }, ada, ({ text }) => {
      if (!text) return;
      pieces++;
      if (pieces === 5) deleted = must('deleteAccount', { confirm }, ada, instances[1]);
    });
    expect(await deleted).toEqual({ status: 'deleted' });
    expect(answer).toMatchObject({ ok: true, value: { status: 'cancelled', creditsMicro: 0 } });
    const activity = (await db.doc(`ai_activity/${ada.userId}.${requestId}`).get()).data();
    expect(activity).toMatchObject({ status: 'cancelled', result: null, promptPreview: '' });
    expect(activity?.chargedMicro).toBe(pieces * 1_000);
    const user = (await db.doc(`users/${ada.userId}`).get()).data();
    expect(user).toMatchObject({
      creditsMicro: 0,
      heldMicro: 0,
      usageDays: [],
      usageMonths: [],
      notices: [],
    });
    const results = join(process.env.TOLLGATE_RESULTS_DIR ?? '', 'results', ada.userId);
    expect(await readdir(results)).toEqual([]);
    expect(await violationsOf(ada)).toEqual([]);
  });

  it('goes on where it was interrupted: a file that could not be removed is not forgotten', async () => {
    const ada = await userWith(10);
    const { activityId } = await must('generate', image(), ada);
    const stored = async () => (await db.doc(`ai_activity/${activityId}`).get()).get('result');
    const file = join(process.env.TOLLGATE_RESULTS_DIR ?? '', (await stored()).location);
    await rename(file, `${file}.aside`);
    // What can't be removed as a file.
    await mkdir(file);
    expect(await call('deleteAccount', { confirm }, ada)).toMatchObject({ ok: false });
    expect(await stored()).not.toBeNull();
    await rmdir(file);
    await rename(`${file}.aside`, file);
    expect(await must('deleteAccount', { confirm }, ada)).toEqual({ status: 'deleted' });
    expect(await stored()).toBeNull();
    await expect(access(file)).rejects.toThrow('ENOENT');
  });

  it('is not undone by an event that comes late, for somebody who had never called', async () => {
    const userId = `late-${newRequestId()}`;
    const identity = {
      userId,
      email: 'late@example.com',
      displayName: 'Late',
      country: null,
      isGuest: false,
    };
    expect(await deleteAgain({ userId })).toEqual({ status: 'deleted' });
    for (const source of ['event', 'call'] as const)
      expect(await ensureUser(identity, source)).toMatchObject({ status: 'deleted', creditsMicro: 0 });
    expect(JSON.stringify((await db.doc(`users/${userId}`).get()).data())).not.toContain('Late');
  });

  it('asked for again, looks at nothing that is cleared already', async () => {
    const ada = await userWith(10);
    const wanted = Array.from({ length: 8 }, () => ({ ...image(), service: 'dalle3' }));
    await Promise.all(wanted.map((one) => must('validateAndDeductCredits', one, ada)));
    await must('deleteAccount', { confirm }, ada);
    const trips: RoundTrip[] = [];
    const restore = withSeam((trip, run) => {
      trips.push(trip);
      return run();
    });
    onTestFinished(restore);
    expect(await deleteAgain(ada)).toEqual({ status: 'deleted' });
    expect(trips.length).toBeLessThanOrEqual(2);
  });

  it('needs the words, and is not for staff while they are staff', async () => {
    const ada = await userWith(10);
    const unsaid = await call('deleteAccount', { confirm: 'yes' } as never, ada);
    expect(unsaid).toMatchObject({ ok: false, error: { details: { reason: 'invalid_argument' } } });
    expect(await refusal('deleteAccount', { confirm }, await theAdmin())).toMatchObject({
      details: { reason: 'not_admin' },
    });
  });

  it('is not undone by a token that lives on', async () => {
    const ada = await userWith(10);
    await must('deleteAccount', { confirm }, ada);
    const answer = await call('ensureUser', {}, ada);
    // The emulator takes the token of somebody who is gone for none; production takes it for an hour.
    if (answer.ok) expect(answer.value).toMatchObject({ status: 'deleted', email: null, creditsMicro: 0 });
    const held = await call('generate', image(), ada);
    expect(held.ok).toBe(false);
    expect((await db.doc(`users/${ada.userId}`).get()).data()).toMatchObject({
      email: null,
      creditsMicro: 0,
    });
  });
});
