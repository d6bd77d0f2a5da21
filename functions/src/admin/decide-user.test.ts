import { describe, expect, it } from 'vitest';
import { type Between, refuseOnStaff } from './decide-user.ts';

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
