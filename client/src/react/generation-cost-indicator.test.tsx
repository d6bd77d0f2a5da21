// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { GenerationCostIndicator } from './generation-cost-indicator.tsx';
import { show } from './render.tsx';
import { lot } from './test-account.ts';

const said = () => screen.getByRole('status').textContent;
const pro = { aiType: 'image', service: 'pro' } as const;

describe('GenerationCostIndicator', () => {
  it.each([
    ['sufficient', 12, 'Costs2 creditsLeft afterwards10 creditsYou have enough credits.'],
    [
      'low',
      11.5,
      'Costs2 creditsLeft afterwards9.5 creditsEnough for this one; your balance is low afterwards.',
    ],
    ['insufficient', 0.5, 'Costs2 creditsMissing1.5 creditsYou don’t have enough credits for this.'],
  ])('%s', async (state, credits, words) => {
    await show(<GenerationCostIndicator {...pro} />, { grants: [lot(credits)] });
    expect(screen.getByRole('status').dataset.state).toBe(state);
    expect(said()).toBe(words);
  });

  it('to the last credit is enough', async () => {
    await show(<GenerationCostIndicator {...pro} units={3} />, { grants: [lot(6)] });
    expect(said()).toContain('Left afterwards0 credits');
  });

  it('a guest sees what is free, and the way on when it is used up', async () => {
    const onSignUp = vi.fn();
    const user = { userId: 'gus', isGuest: true };
    const view = await show(<GenerationCostIndicator {...pro} onSignUp={onSignUp} />, {
      user,
      guest: { limit: 3, left: 1, freeAt: null },
    });
    expect(said()).toBe('Free while you try it.1 of 3 free generations left');
    expect(screen.queryByRole('button')).toBeNull();
    view.unmount();
    await show(<GenerationCostIndicator {...pro} onSignUp={onSignUp} />, {
      user,
      guest: { limit: 3, left: 0, freeAt: Date.now() + 60_000 },
    });
    expect(said()).toContain('Your free generations are used up.');
    fireEvent.click(screen.getByRole('button', { name: 'Sign up' }));
    expect(onSignUp).toHaveBeenCalledOnce();
  });

  it('a guest who was given credits pays with them', async () => {
    await show(<GenerationCostIndicator {...pro} />, {
      user: { userId: 'gus', isGuest: true },
      guest: { limit: 3, left: 1, freeAt: null },
      grants: [lot(12)],
    });
    expect(said()).toContain('Left afterwards10 credits');
  });

  it('leads who has too little to the packs', async () => {
    const onBuy = vi.fn();
    await show(<GenerationCostIndicator {...pro} onBuy={onBuy} />, { grants: [] });
    fireEvent.click(screen.getByRole('button', { name: 'Buy credits' }));
    expect(onBuy).toHaveBeenCalledOnce();
  });

  it('the badge says the price, and its meaning to who can’t see the colour', async () => {
    await show(<GenerationCostIndicator {...pro} variant="compact" />, { grants: [lot(1)] });
    expect(said()).toBe('2 creditsYou don’t have enough credits for this.');
  });

  it('tokens cost at most; what can’t be priced is said so', async () => {
    const view = await show(<GenerationCostIndicator aiType="chat" service="gemini" />, {
      grants: [lot(20)],
    });
    expect(said()).toContain('Costs at most0.5 credits');
    view.unmount();
    await show(<GenerationCostIndicator {...pro} units={11} />, { grants: [lot(100)] });
    expect(said()).toBe('This can’t be priced. Choose another model or amount.');
  });

  it('waits for the prices', async () => {
    await show(<GenerationCostIndicator {...pro} />, { isWaiting: true });
    expect(said()).toBe('Checking the price');
  });

  it('in Arabic', async () => {
    await show(<GenerationCostIndicator {...pro} />, { grants: [lot(5)] }, { locale: 'ar-u-nu-latn' });
    expect(said()).toBe('الكلفةرصيدانالمتبقي بعدها3 أرصدةيكفي رصيدك لهذه المرة، ثم يصبح منخفضًا.');
  });
});
