// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import type { CreditPage } from '@tollgate/contract/ledger/entry';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { succeed } from '../outcome.ts';
import { CreditsProvider } from './provider.tsx';
import './render.tsx';
import type { CreditsSource } from './store.ts';
import { CREDIT, entry, lot, prices } from './test-account.ts';
import { profileOf, type TestAccount, type TestCredits, testCredits } from './testing.ts';
import { useCredits } from './use-credits.ts';

const hook = async (
  account: TestAccount = {},
  options = {},
  onPurchase?: () => void,
  own: Partial<CreditsSource> = {},
): Promise<{ credits: () => ReturnType<typeof useCredits>; tollgate: TestCredits; unmount: () => void }> => {
  const tollgate = testCredits({ prices, ...account }, own);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <CreditsProvider tollgate={tollgate} openCheckout={() => {}} {...(onPurchase && { onPurchase })}>
      {children}
    </CreditsProvider>
  );
  const { result, unmount } = renderHook(() => useCredits(options), { wrapper });
  await act(async () => {});
  return { credits: () => result.current, tollgate, unmount };
};

describe('useCredits', () => {
  it('tells what is owned, what is held of it and what can be spent', async () => {
    const { credits } = await hook({ grants: [lot(10)], heldMicro: 2.5 * CREDIT });
    expect(credits()).toMatchObject({
      balance: 12.5,
      available: 10,
      availableMicro: 10_000_000,
      held: 2.5,
      isLoading: false,
      error: null,
      isLow: false,
    });
  });

  it('says that a balance which nothing follows any more is the last known one', async () => {
    const { credits, tollgate } = await hook({ grants: [lot(10)] });
    expect(credits().isLastKnown).toBe(false);
    const failure = { code: 'network', message: 'The database did not answer.', details: {} } as const;
    await act(async () => tollgate.change({ failure }));
    expect(credits()).toMatchObject({ available: 10, isLastKnown: true, error: { code: 'network' } });
    // It is followed again: nobody has to ask for it.
    await act(async () => tollgate.change({ failure: undefined, grants: [lot(11)] }));
    expect(credits()).toMatchObject({ available: 11, isLastKnown: false, error: null });
  });

  it('has a summary: sources, this month, limits', async () => {
    const soon = lot(1, { source: 'purchase', priority: 80, expiresAt: Date.now() + 60_000 });
    const monthly = { generations: 3, spentMicro: CREDIT, tokens: 0 };
    const { credits } = await hook({
      grants: [lot(10), lot(2), lot(5, { source: 'plan', priority: 1 }), soon],
      monthly,
    });
    expect(credits().summary).toMatchObject({
      // What expires sooner is spent sooner, and lots of one kind are one line.
      sources: [{ source: 'purchase' }, { amountMicro: 5 * CREDIT }, { amountMicro: 12 * CREDIT }],
      thisMonth: monthly,
      limits: { image: { limit: 50, left: 50 } },
    });
  });

  it('keeps the history new: a charge adds its line, a hold asks for nothing', async () => {
    const { credits, tollgate } = await hook({ grants: [lot(10)], entries: [entry(1, 10, 1)] });
    expect(credits().transactionHistory.map(({ sequence }) => sequence)).toEqual([1]);
    const asks = () => tollgate.asked.filter((name) => name === 'getCreditLogs').length;
    const before = asks();
    await act(async () => tollgate.change({ grants: [lot(8)], heldMicro: 2 * CREDIT }));
    expect(asks()).toBe(before);
    const entries = [entry(2, -2, 2), entry(1, 10, 1)];
    await act(async () => tollgate.change({ heldMicro: 0, entries }));
    expect(credits().transactionHistory.map(({ sequence }) => sequence)).toEqual([2, 1]);
  });

  it('gets more of the history, without a gap when a charge came in between', async () => {
    const pages: ((page: CreditPage) => void)[] = [];
    const getCreditLogs: CreditsSource['getCreditLogs'] = () =>
      new Promise((resolve) => pages.push((page) => resolve(succeed(page))));
    const { credits, tollgate } = await hook({ grants: [lot(10)] }, { history: 2 }, undefined, {
      getCreditLogs,
    });
    const shown = () => credits().transactionHistory.map(({ sequence }) => sequence);
    const page = (sequences: number[], cursor: string | null): CreditPage => ({
      entries: sequences.map((sequence) => entry(sequence, -1, sequence)),
      cursor,
    });
    // Asked as each part of the account came: the last one asked counts, whenever the others are answered.
    await act(async () => pages.at(-1)?.(page([4, 3], '3')));
    await act(async () => {
      for (const answer of pages.slice(0, -1)) answer(page([9], null));
    });
    expect(shown()).toEqual([4, 3]);

    act(() => void credits().loadMoreTransactions());
    const late = pages.at(-1);
    act(() => tollgate.change({ grants: [lot(9)] }));
    await act(async () => pages.at(-1)?.(page([5, 4], '4')));
    await act(async () => late?.(page([2, 1], null)));
    expect(shown()).toEqual([5, 4]);

    act(() => void credits().loadMoreTransactions());
    await act(async () => pages.at(-1)?.(page([3, 2], '2')));
    expect(shown()).toEqual([5, 4, 3, 2]);
    expect(credits().hasMoreTransactions).toBe(true);
  });

  it('asks for no history when told so', async () => {
    const { tollgate } = await hook({ grants: [lot(10)] }, { history: 0 });
    expect(tollgate.asked).toEqual(['ensureUser']);
  });

  it('quotes at once, from the live prices', async () => {
    const { credits, tollgate } = await hook();
    const wanted = { aiType: 'image', service: 'pro' } as const;
    expect(credits().quote(wanted)).toMatchObject({ kind: 'quote', costMicro: 2 * CREDIT });
    const { pro } = prices.services;
    const dearer = pro && { ...prices.services, pro: { ...pro, priceMicro: 3 * CREDIT } };
    act(() => tollgate.change({ prices: { ...prices, version: 2, services: dearer ?? {} } }));
    expect(credits().quote(wanted)).toMatchObject({ costMicro: 3 * CREDIT, priceVersion: 2 });
  });

  it('buys, or says why not', async () => {
    const none = await hook({ prices: { ...prices, sellsPacks: false } });
    expect(await none.credits().purchaseCredits('creator')).toMatchObject({ code: 'no_checkout' });
    const { credits } = await hook({}, {}, () => undefined);
    expect(await credits().purchaseCredits('creator')).toEqual({
      success: true,
      error: null,
      code: null,
      checkoutUrl: null,
    });
    expect(await credits().purchaseCredits('gone')).toMatchObject({ success: false, code: 'unknown_pack' });
  });

  it('buys once where the same pack is asked for twice at the same time', async () => {
    const { credits, tollgate } = await hook();
    const [one, other] = await Promise.all([
      credits().purchaseCredits('creator'),
      credits().purchaseCredits('creator'),
    ]);
    expect(one).toBe(other);
    expect(tollgate.asked.filter((name) => name === 'buyPack')).toHaveLength(1);
  });

  it('an error is a value, and goes away when it works again', async () => {
    const failure = { code: 'network' as const, message: 'The server could not be reached.', details: {} };
    const { credits, tollgate } = await hook({ failure, grants: [lot(4)] });
    expect(credits()).toMatchObject({ error: { code: 'network' }, isLoading: false });
    tollgate.change({ failure: undefined });
    await act(() => credits().refreshBalance());
    expect(credits()).toMatchObject({ error: null, available: 4 });
    act(() => tollgate.change({ grants: [lot(3)] }));
    expect(credits().available).toBe(3);
  });

  it('forgets who signed out, and leaves no listener behind', async () => {
    const { credits, tollgate, unmount } = await hook({ grants: [lot(10)], entries: [entry(1, 10, 1)] });
    await act(async () => tollgate.change({ user: null }));
    expect(credits()).toMatchObject({ balance: 0, userId: null, transactionHistory: [], summary: null });
    expect(tollgate.subscriptions).toBe(1);
    unmount();
    expect(tollgate.subscriptions).toBe(0);
  });

  it('takes the profile that the app has fetched itself, and each one that it fetches later', async () => {
    let tell = (_profile: ReturnType<typeof profileOf>) => {};
    const subscribeToProfile: NonNullable<CreditsSource['subscribeToProfile']> = (onChange) => {
      tell = onChange;
      onChange(profileOf({ grants: [lot(10)] }));
      return () => {};
    };
    const { credits, tollgate } = await hook({ grants: [lot(10)] }, {}, undefined, { subscribeToProfile });
    expect(credits().summary?.limits.image.left).toBe(50);
    const image = { limit: 50, left: 7, freeAt: null };
    act(() => tell(profileOf({ grants: [lot(10)], limits: { image } })));
    expect(credits().summary?.limits.image.left).toBe(7);
    expect(tollgate.asked).not.toContain('ensureUser');
    act(() => tell(profileOf({ user: { userId: 'bob', isGuest: false } })));
    expect(credits().summary?.limits.image.left).toBe(7);
  });

  it('drops the answer for somebody who has signed out meanwhile', async () => {
    let answer = () => {};
    const ensureUser: TestCredits['ensureUser'] = () =>
      new Promise((resolve) => {
        answer = () => resolve(succeed(profileOf({ grants: [lot(10)] })));
      });
    const { credits, tollgate } = await hook({}, {}, undefined, { ensureUser });
    await act(async () => tollgate.change({ user: null }));
    await act(async () => answer());
    expect(credits()).toMatchObject({ balance: 0, summary: null, userId: null });
  });

  it('asks for its provider', () => {
    expect(() => renderHook(() => useCredits())).toThrow('put a <CreditsProvider');
  });
});
