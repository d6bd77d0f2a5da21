import { describe, expect, it } from 'vitest';
import { decideStanding } from './decide-standing.ts';

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
