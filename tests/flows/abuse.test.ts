import { describe, expect, it } from 'vitest';
import { recordSignal } from '../../functions/src/abuse/record-signal.ts';
import { withSeam } from '../../functions/src/platform/rpc.ts';
import {
  balanceOf,
  callRaw,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  refusal,
  signUp,
  signUpStaff,
  userWith,
} from './support.ts';

const [instance = ''] = instances;
const image = { aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;
const hold = (person: Person) =>
  must('validateAndDeductCredits', { requestId: newRequestId(), ...image }, person, instance);

/** So many calls at once, on one instance; how each was refused. */
async function refusals(calls: number, person: Person, wanted: object): Promise<unknown[]> {
  const answers = await Promise.all(
    Array.from({ length: calls }, () =>
      callRaw('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, person.token, {
        origin: instance,
      }),
    ),
  );
  return answers.flatMap((answer) => (answer.ok ? [] : [answer.error.details?.reason]));
}

const recordsOf = async (person: Person, moderator: Person) =>
  (await must('getAbuseRecords', { userId: person.userId }, moderator)).records;

describe('banned prompts, again and again', () => {
  it('suspend the account and give back its open holds, until a moderator has looked at it', async () => {
    const [ada, moderator] = [await userWith(10), await signUpStaff('moderator')];
    await hold(ada);
    await hold(ada);
    const banned = { ...image, prompt: 'a weapon' };
    expect(await refusals(25, ada, banned)).toEqual(Array.from({ length: 25 }, () => 'prompt_rejected'));
    expect(await balanceOf(ada)).toBe(credits(10));
    expect(await refusals(1, ada, image)).toEqual(['suspended']);

    const [record, ...others] = await recordsOf(ada, moderator);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      email: ada.email,
      type: 'inappropriate_prompt',
      severity: 'critical',
      count: 25,
      state: 'open',
    });
    const open = await must('getAbuseRecords', { severity: 'critical' }, moderator);
    expect(open.records.map(({ recordId }) => recordId)).toContain(record?.recordId);

    const resolved = {
      recordId: record?.recordId ?? '',
      resolution: 'dismissed',
      reason: 'a museum of arms',
      liftSuspension: true,
    } as const;
    const answer = { state: 'resolved', userStatus: 'active' };
    expect(await must('resolveAbuse', resolved, moderator)).toMatchObject(answer);
    expect(await must('resolveAbuse', resolved, moderator)).toEqual({ ...answer, audit: null });
    await hold(ada);
    const after = await must('getAbuseRecords', { severity: 'critical' }, moderator);
    expect(after.records.map(({ recordId }) => recordId)).not.toContain(record?.recordId);
    const audit = await db
      .collection('admin_audit_logs')
      .where('targetId', 'in', [ada.userId, record?.recordId])
      .get();
    const told = audit.docs.map((entry) => [entry.get('action'), entry.get('actorId')].join(' by '));
    expect(told.sort()).toEqual(
      [
        `resolve_abuse by ${moderator.userId}`,
        `set_user_status by ${moderator.userId}`,
        'set_user_status by system',
      ].sort(),
    );
  });

  it('leave no trace when they were two', async () => {
    const [ada, moderator] = [await signUp(), await signUpStaff('moderator')];
    await refusals(2, ada, { ...image, prompt: 'a weapon' });
    expect(await recordsOf(ada, moderator)).toEqual([]);
  });
});

describe('knocking on a limit', () => {
  it('is written down with how often and how fast', async () => {
    const [ada, moderator] = [await userWith(10), await signUpStaff('moderator')];
    const voice = { aiType: 'voice', service: 'elevenlabs', prompt: 'a hill', units: 1 };
    const refused = await refusals(50, ada, voice);
    expect(refused).toEqual(Array.from({ length: 20 }, () => 'rate_limited'));
    const records = await recordsOf(ada, moderator);
    expect(records.map(({ signal, severity }) => [signal, severity]).sort()).toEqual([
      ['bursts', 'low'],
      ['limitedCalls', 'low'],
    ]);
    expect(records.find(({ signal }) => signal === 'limitedCalls')?.description).toMatch(/20 calls refused/);
  });
});

it('an attacker can not have us write without end: thousands of refusals are some dozens of commits', async () => {
  const ada = await signUp();
  let commits = 0;
  const restore = withSeam((trip, run) => {
    if (trip.kind !== 'getAll') commits++;
    return run();
  });
  const one = { userId: ada.userId, signal: 'limitedCalls', count: { more: 1 }, activityId: null } as const;
  for (let call = 0; call < 3_000; call++) await recordSignal(one);
  restore();
  expect(commits).toBeGreaterThan(3);
  expect(commits).toBeLessThan(60);
});

it('what was noticed is for staff alone', async () => {
  const ada = await signUp();
  for (const attempt of [
    refusal('getAbuseRecords', {}, ada),
    refusal(
      'resolveAbuse',
      { recordId: 'a.b', resolution: 'dismissed', reason: 'x', liftSuspension: true },
      ada,
    ),
  ]) {
    expect(await attempt).toMatchObject({ details: { reason: 'not_admin' } });
  }
});
