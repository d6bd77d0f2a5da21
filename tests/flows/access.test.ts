import { newApiSecret } from '@tollgate/contract/api-keys/secret';
import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import { addressOf, CALL_NAMES, CALLS, type CallRule } from '@tollgate/contract/calls/table';
import { studio } from '@tollgate/contract/config/presets/studio';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  must,
  newRequestId,
  type Person,
  signInAsGuest,
  signUp,
  signUpStaff,
  theAdmin,
} from './support.ts';

/**
 * Each call of the table, made by everybody: whom the table lets in, and nobody else. What they ask for
 * changes nothing.
 */

const NOBODY = 'nobody-of-this-id';
const requestId = newRequestId();
const reason = 'who may call';
const generation = { requestId, aiType: 'image', service: 'no-such-service', prompt: 'a prompt' } as const;

const INPUTS: { [N in CallName]: CallInput<N> } = {
  ensureUser: {},
  getUserProfile: {},
  validateAndDeductCredits: generation,
  generate: generation,
  updateAIActivityStatus: { activityId: `${NOBODY}.r1`, status: 'failed' },
  cancelActivity: { activityId: `${NOBODY}.r1` },
  canPerform: { aiType: 'image', service: 'no-such-service' },
  getActivity: { activityId: `${NOBODY}.r1` },
  getResult: { activityId: `${NOBODY}.r1` },
  getCreditLogs: { userId: NOBODY },
  setSpendingLimit: { dayMicro: null, monthMicro: null },
  getUsage: {},
  updateProfile: { displayName: null },
  markNoticesRead: { upTo: 1 },
  exportData: {},
  deleteAccount: { confirm: 'delete my account' },
  createApiKey: { secret: newApiSecret(), name: 'a key', expiresAt: 1 },
  listApiKeys: {},
  revokeApiKey: { keyId: 'no-such-key' },
  createCheckout: { requestId, packId: 'no-such-pack', returnUrl: 'https://elsewhere.example/' },
  grantCreditsToUser: { requestId, userId: NOBODY, amountMicro: 1, type: 'grant', reason },
  removeCreditsFromUser: { requestId, userId: NOBODY, amountMicro: 1, reason },
  refundActivity: { requestId, activityId: `${NOBODY}.r1`, reason },
  undoCreditEntry: { entryId: `${NOBODY}.1`, reason },
  setUserTier: { userId: NOBODY, tier: 'free', reason },
  resetUserLimits: { userId: NOBODY, reason },
  revokeUserApiKeys: { userId: NOBODY, reason },
  addUserNote: { requestId, userId: NOBODY, note: 'a note' },
  setStaffRole: { userId: NOBODY, role: null, reason },
  updateCreditConfiguration: { document: 'limits', expectedVersion: 0, config: studio.limits },
  getAbuseRecords: { limit: 1 },
  resolveAbuse: { recordId: `${NOBODY}.record`, resolution: 'dismissed', reason },
  getSettings: {},
  reconcileUser: { userId: NOBODY },
  setUserStatus: { userId: NOBODY, status: 'active', reason },
  setAddressBlock: { address: 'no address', blocked: false, reason },
};

type Who = 'guest' | 'member' | 'moderator' | 'admin' | 'suspended admin';
let people: Record<Who, Person>;

beforeAll(async () => {
  const [guest, member, moderator, admin, barred] = await Promise.all([
    signInAsGuest(),
    signUp('member'),
    signUpStaff('moderator'),
    signUpStaff('admin'),
    signUpStaff('admin'),
  ]);
  await must('setUserStatus', { userId: barred.userId, status: 'suspended', reason }, await theAdmin());
  people = { guest, member, moderator, admin, 'suspended admin': barred };
});

/** Why the table keeps somebody out; `null` where it lets them in. */
function kept(name: CallName, who: Who): 'role' | 'sign up' | 'suspended' | null {
  const { access }: CallRule = CALLS[name];
  if (access === 'user') return null;
  if (access === 'member') return who === 'guest' ? 'sign up' : null;
  const roles: readonly string[] = access === 'ownerOrStaff' ? ['moderator', 'admin'] : access;
  if (who === 'suspended admin') return access === 'ownerOrStaff' ? 'role' : 'suspended';
  return roles.includes(who) ? null : 'role';
}

describe.each(CALL_NAMES.filter((name) => name !== 'deleteAccount').map((name) => [addressOf(name), name]))(
  '%s',
  (_, name) => {
    it.each(['guest', 'member', 'moderator', 'admin', 'suspended admin'] as const)('by a %s', async (who) => {
      const answer = await call(name as CallName, INPUTS[name as CallName], people[who]);
      const told = answer.ok ? null : answer.error;
      const why = kept(name as CallName, who);
      if (why === 'role') expect(told?.details.reason).toBe('not_admin');
      else if (why === 'suspended') expect(told).toMatchObject({ details: { reason: 'suspended' } });
      else if (why === 'sign up') expect(told?.message).toMatch(/sign up first/i);
      else {
        // It is let in: what it is told, if anything, is about what it asked for, or about its own account.
        expect(told?.details.reason).not.toBe('not_admin');
        expect(told?.message ?? '').not.toMatch(/sign up first|role/i);
      }
    });
  },
);

it('closing an account is for its owner, whoever that is', async () => {
  const leaving = [await signInAsGuest(), await signUp('leaving')];
  for (const person of leaving)
    expect(await call('deleteAccount', INPUTS.deleteAccount, person)).toMatchObject({ ok: true });
});
