// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { CreditBalance } from './credit-balance.tsx';
import { show } from './render.tsx';
import { CREDIT, credits, lot, prices } from './test-account.ts';

const text = () => document.body.textContent;

describe('CreditBalance, compact', () => {
  it('shows what can be spent and what is held, and follows each change', async () => {
    const { tollgate } = await show(<CreditBalance />, { grants: [lot(12.5)], heldMicro: 2 * CREDIT });
    expect(text()).toBe('12.5 credits2 credits held');
    act(() => tollgate.change({ grants: [lot(11)], heldMicro: 0 }));
    expect(text()).toBe('11 credits');
  });

  it('warns in words before it runs out, where the app says so', async () => {
    await show(<CreditBalance />, { grants: [lot(11)] }, { lowBalance: 12 });
    expect(text()).toBe('Low balance: 11 credits');
  });

  it('warns below what the operator’s price book says, where the app says nothing', async () => {
    const account = { grants: [lot(11)], prices: { ...prices, lowBalanceMicro: 12 * CREDIT } };
    await show(<CreditBalance />, account);
    expect(text()).toBe('Low balance: 11 credits');
  });

  it('leads on, if there is a way', async () => {
    const onBuy = vi.fn();
    await show(<CreditBalance onBuy={onBuy} />, { grants: [lot(1)] });
    fireEvent.click(screen.getByRole('button', { name: 'Buy credits' }));
    expect(onBuy).toHaveBeenCalledOnce();
  });

  it('says that it is loading, and that nobody is signed in', async () => {
    const { tollgate } = await show(<CreditBalance />, { isWaiting: true });
    expect(screen.getByRole('status').textContent).toBe('Loading your balance');
    act(() => tollgate.change({ user: null }));
    expect(text()).toBe('Sign in to see your credits.');
  });

  it('shows a failure with the way to try again, and the balance when that worked', async () => {
    const failure = { code: 'network' as const, message: 'The server could not be reached.', details: {} };
    const { tollgate } = await show(<CreditBalance variant="full" />, { failure, grants: [lot(3)] });
    expect(screen.getByRole('alert').textContent).toContain('The server could not be reached.');
    const { failure: _gone, ...whole } = { failure, grants: [lot(3)] };
    tollgate.change({ ...whole, failure: undefined });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Try again' })));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(text()).toContain('3 to spend');
  });
});

describe('CreditBalance, full', () => {
  it('says where the credits come from, in the order in which they go, and what was used', async () => {
    const soon = Date.now() + 86_400_000;
    await show(<CreditBalance variant="full" />, {
      grants: [
        lot(10),
        lot(100, { source: 'purchase', priority: 80 }),
        lot(5, { source: 'plan', priority: 10, expiresAt: soon }),
      ],
      monthly: { generations: 7, spentMicro: credits(4.5), tokens: 0 },
    });
    const sources = screen.getAllByRole('listitem').map((item) => item.textContent);
    const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' }).format(soon);
    expect(sources).toEqual([
      `Planuntil ${date}5 credits`,
      'Welcomenever expire10 credits',
      'Boughtnever expire100 credits',
    ]);
    expect(text()).toContain('115 to spend');
    expect(text()).toContain('Used this month4.5 creditsGenerations this month7');
  });

  it.each([
    [{ grants: [lot(3)] }, 'Running low: 3 credits left.'],
    [{ grants: [] }, 'You have no credits left.'],
    [{ grants: [lot(50)], status: 'suspended' as const }, 'Your account is suspended.'],
    [{ grants: [lot(50)], isOffline: true }, 'This is the last known balance.'],
  ])('%j: %s', async (account, sentence) => {
    await show(<CreditBalance variant="full" />, account);
    expect(text()).toContain(sentence);
  });

  it('a guest sees what is left to try, and the way to sign up', async () => {
    const onSignUp = vi.fn();
    const user = { userId: 'gus', isGuest: true };
    const { tollgate } = await show(<CreditBalance variant="full" onSignUp={onSignUp} />, {
      user,
      guest: { limit: 3, left: 2, freeAt: null },
    });
    expect(text()).toContain('2 of 3 free generations left');
    fireEvent.click(screen.getByRole('button', { name: 'Sign up' }));
    expect(onSignUp).toHaveBeenCalledOnce();
    // The same user, with an account now: the token told it, and the profile is fetched anew.
    await act(async () =>
      tollgate.change({ user: { ...user, isGuest: false }, grants: [lot(10)], guest: null }),
    );
    expect(text()).toContain('10 to spend');
  });

  it('speaks Arabic from right to left, with its own plurals', async () => {
    await show(<CreditBalance variant="full" />, { grants: [lot(3)] }, { locale: 'ar-u-nu-latn' });
    const region = screen.getByRole('group', { name: 'أرصدتك' });
    expect(region.getAttribute('dir')).toBe('rtl');
    expect(region.getAttribute('lang')).toBe('ar');
    expect(region.textContent).toContain('المتبقي: 3 أرصدة');
  });
});
