import type { UserProfile } from '@tollgate/contract/account/profile';
import { describe, expect, it } from 'vitest';
import { balanceOf } from './balance.ts';
import { GuestLeft } from './guest-left.ts';

const left = (count: number) => ({ limit: 3, left: count, freeAt: null });
const profile = (count: number) => ({ guest: left(count) });
const balance = (count: number | null) =>
  balanceOf({ grants: [], guest: count === null ? null : left(count) } as unknown as UserProfile);

describe('what a guest has left', () => {
  it('is what the profile says until the document tells something new', () => {
    const guest = new GuestLeft();
    // Others at this address have used two: the document of this guest does not know.
    expect(guest.follow(balance(3), profile(1))).toEqual(profile(1));
    expect(guest.follow(balance(3), profile(1))).toEqual(profile(1));
    expect(guest.follow(balance(0), profile(1))).toEqual(profile(0));
  });

  it('stays what the document told while an older answer was on its way', () => {
    const guest = new GuestLeft();
    guest.follow(balance(null), profile(3));
    const answered = guest.fetching();
    guest.follow(balance(2), profile(3));
    expect(answered(profile(3), balance(2))).toEqual(profile(2));
    expect(guest.fetching()(profile(1), balance(2))).toEqual(profile(1));
  });

  it('is nothing for who has signed up', () => {
    const guest = new GuestLeft();
    guest.follow(balance(2), { guest: null });
    expect(guest.follow(balance(null), { guest: null })).toEqual({ guest: null });
  });
});
