import { describe, expect, it } from 'vitest';
import { type Between, refuseOnStaff } from '../admin/decide-user.ts';
import { decideStanding } from './decide.ts';

describe('the role in force', () => {
  const admin = { claimed: 'admin', granted: 'admin', status: 'active', canSignIn: true } as const;

  it('is the one that token and document agree on, of an active account that can sign in', () => {
    expect(decideStanding(admin)).toBe('admin');
    expect(decideStanding({ ...admin, claimed: 'moderator', granted: 'moderator' })).toBe('moderator');
    // Before the first call there is no account, and nothing that could have barred it.
    expect(decideStanding({ ...admin, status: null })).toBe('admin');
  });

  it.each([
    ['without a document', { granted: null }, null],
    ['of another document', { granted: 'moderator' }, null],
    ['of nobody who was barred either', { granted: null, status: 'suspended' }, null],
    ['while suspended', { status: 'suspended' }, 'suspended'],
    ['while paused', { status: 'paused' }, 'paused'],
    ['in a state that another version knows', { status: 'frozen' as 'paused' }, 'suspended'],
    ['once closed', { status: 'deleted' }, 'not_admin'],
    ['with the sign-in gone', { canSignIn: false }, 'not_admin'],
  ] as const)('is none %s', (_, change, reason) => {
    const standing = decideStanding({ ...admin, ...change });
    if (reason === null) expect(standing).toBeNull();
    else expect(standing).toMatchObject({ kind: 'refusal', reason });
  });
});

describe('a moderator', () => {
  const between = { actorId: 'mo', actorRole: 'moderator', targetId: 'ada', targetRole: 'admin' } as const;
  const suspend = { action: 'set_user_status', status: 'suspended' } as const;
  const endKeys = { action: 'revoke_api_keys' } as const;

  it.each([suspend, endKeys])('does $action to users, and not to other staff', (change) => {
    const refused = (more: Partial<Between>) => refuseOnStaff(change, { ...between, ...more });
    for (const targetRole of ['admin', 'moderator'] as const)
      expect(refused({ targetRole })).toMatchObject({ reason: 'not_admin' });
    expect(refused({ targetRole: null })).toBeNull();
    expect(refused({ targetId: 'mo', targetRole: 'moderator' })).toBeNull();
    expect(refused({ actorRole: 'admin' })).toBeNull();
    expect(refused({ actorRole: 'operator' })).toBeNull();
  });
});
