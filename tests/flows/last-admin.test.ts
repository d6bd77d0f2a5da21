import { DEFAULT_ABUSE_LIMITS } from '@tollgate/contract/config/abuse-limits';
import { afterEach, expect, it, vi } from 'vitest';
import { recordIdOf } from '../../functions/src/abuse/decide.ts';
import { end } from '../../functions/src/gate/end.ts';
import { findStaffAccount } from '../../functions/src/platform/auth-users.ts';
import * as config from '../../functions/src/platform/config.ts';
import { signal } from './signals.ts';
import { db, must, newRequestId, type Person, signUpStaff } from './support.ts';

/** No machine locks out the last person who could undo what it did. */

vi.mock('../../functions/src/platform/auth-users.ts', { spy: true });
vi.mock('../../functions/src/platform/config.ts', { spy: true });
afterEach(() => vi.restoreAllMocks());

/** All other flows' admins: none can sign in any more. */
async function onlyAdmins(count: number): Promise<Person[]> {
  const admins = await Promise.all(Array.from({ length: count }, () => signUpStaff('admin')));
  for (const admin of admins) await must('ensureUser', {}, admin);
  const isOurs = (userId: string) => admins.some((admin) => admin.userId === userId);
  const account = { claim: 'admin', isDisabled: false };
  vi.mocked(findStaffAccount).mockImplementation(async (userId) => (isOurs(userId) ? account : null));
  return admins;
}

const statusOf = async ({ userId }: Person) => (await db.doc(`users/${userId}`).get()).get('status');
const misbehave = ({ userId }: Person, more = 25) =>
  signal({ userId, signal: 'refusedPrompts', count: { more }, activityId: null });
const recordOf = async ({ userId }: Person) => {
  const record = await db.doc(`abuse_detection/${recordIdOf(userId, 'refusedPrompts', Date.now())}`).get();
  return record.data();
};

it('an admin is suspended as anybody is while another is active; the last one is not, and staff are told', async () => {
  const [one, last] = await onlyAdmins(2);
  if (!one || !last) throw new Error('there are two');
  await misbehave(one);
  expect(await statusOf(one)).toBe('suspended');
  await misbehave(last);
  expect(await statusOf(last)).toBe('active');
  expect(await recordOf(last)).toMatchObject({
    ...{ severity: 'critical', state: 'open', count: 25 },
    sparedLastAdmin: true,
  });
  // It stays said while the record is open, and is no suspension that was only put off.
  await misbehave(last, 40);
  expect([await statusOf(last), (await recordOf(last))?.sparedLastAdmin]).toEqual(['active', true]);
  const audits = await db.collection('admin_audit_logs').where('targetId', '==', last.userId).get();
  expect(audits.docs.map((entry) => entry.get('action'))).toEqual([]);
});

it.each([
  ['is suspended', { users: { status: 'suspended' } }],
  ['has paused', { users: { status: 'paused' } }],
  ['is a moderator by now', { staff: { role: 'moderator' } }],
] as const)('another admin who %s does not count', async (_, { users, staff }: Record<string, object>) => {
  const [other, last] = await onlyAdmins(2);
  if (!other || !last) throw new Error('there are two');
  if (users) await db.doc(`users/${other.userId}`).update(users);
  if (staff) await db.doc(`staff/${other.userId}`).update(staff);
  await misbehave(last);
  expect(await statusOf(last)).toBe('active');
});

it('one of two admins who misbehave at once stays', async () => {
  for (let round = 0; round < 5; round++) {
    const admins = await onlyAdmins(2);
    await Promise.all(admins.map((admin) => misbehave(admin)));
    expect((await Promise.all(admins.map(statusOf))).sort()).toEqual(['active', 'suspended']);
  }
});

it('a failure too many, which a generation ends with, spares the last admin too', async () => {
  const [last] = await onlyAdmins(1);
  if (!last) throw new Error('there is one');
  const real = await config.currentConfig();
  const abuse = {
    ...DEFAULT_ABUSE_LIMITS,
    reportedFailures: { ...DEFAULT_ABUSE_LIMITS.reportedFailures, critical: 1 },
  };
  const limits = { ...real.limits, abuse, reportedFailuresPerDay: 0 };
  vi.mocked(config.currentConfig).mockResolvedValue({ ...real, limits });
  const fail = async (person: Person) => {
    const image = { aiType: 'image', service: 'dalle3', prompt: 'a hill' } as const;
    const held = await must('validateAndDeductCredits', { requestId: newRequestId(), ...image }, person);
    const failed = { by: 'app', status: 'failed', units: null, resultUrl: null, errorMessage: null } as const;
    await end(held.activityId, failed);
    return statusOf(person);
  };
  expect(await fail(last)).toBe('active');
  const [one] = await onlyAdmins(2);
  if (!one) throw new Error('there are two');
  expect(await fail(one)).toBe('suspended');
});
