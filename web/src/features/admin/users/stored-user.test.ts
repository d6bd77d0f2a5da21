import { describe, expect, it } from 'vitest';
import { person } from './people.fixture.ts';
import { storedUser } from './stored-user.ts';

describe('what stands at a user’s place', () => {
  it('is a user, also one that an older version wrote', () => {
    const { windows, usage, notices: _, monthlyCalls: __, reportedFailures: ___, ...old } = person({});
    const { chat: _chat, ...windowsOfThen } = windows;
    const { monthly: _monthly, ...usageOfThen } = usage;
    const found = { ...old, windows: windowsOfThen, usage: usageOfThen } as unknown as typeof old;
    const whole = person({ reportedFailures: { day: '', count: 0 } });
    expect(storedUser('ada', found)).toEqual({ kind: 'ready', user: whole });
    expect(storedUser('ada', { ...whole, tier: 'gold' } as unknown as typeof whole)).toMatchObject({
      user: { tier: 'gold' },
    });
  });

  it('or another program’s, or one of ours that lost its amounts: neither is shown as a user', () => {
    const profile = { email: 'ada@example.com', displayName: 'Ada', role: 'user', createdAt: 5 } as const;
    expect(storedUser('ada', profile)).toEqual({ kind: 'unreadable', userId: 'ada', problem: 'foreign' });
    const { creditsMicro: _, ...rest } = person({});
    expect(storedUser('ada', rest)).toEqual({ kind: 'unreadable', userId: 'ada', problem: 'damaged' });
    const { grants: __, ...noLots } = person({});
    expect(storedUser('ada', noLots)).toMatchObject({ problem: 'damaged' });
  });
});
