// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { describe, expect, it } from 'vitest';
import { refused } from '../outcome.ts';
import type { GenerateInput } from '../requests.ts';
import { CreditBalance } from './credit-balance.tsx';
import { GenerationCostIndicator } from './generation-cost-indicator.tsx';
import { LimitCountdown } from './limit-countdown.tsx';
import { ModelRecommendation } from './model-recommendation.tsx';
import { CreditsProvider } from './provider.tsx';
import './render.tsx';
import { entry, lot, packOrder, prices } from './test-account.ts';
import { testCredits } from './testing.ts';
import { UsageChart } from './usage-chart.tsx';
import { useAIActivity } from './use-ai-activity.ts';
import { useCredits } from './use-credits.ts';
import { useGenerate } from './use-generate.ts';
import { useOrder, useOrders } from './use-order.ts';

/** In strict mode React runs every effect twice, to show what is not taken back. */

const wanted = { aiType: 'image', service: 'pro', prompt: 'a hill' } as const;

function Everything() {
  const { transactionHistory } = useCredits();
  const { activities } = useAIActivity();
  const { order } = useOrder('ada.request-1');
  const { orders } = useOrders();
  const { generate, generation } = useGenerate();
  return (
    <>
      <CreditBalance variant="full" />
      <GenerationCostIndicator aiType="image" service="pro" />
      <LimitCountdown aiType="image" />
      <ModelRecommendation aiType="image" value={null} onSelect={() => {}} />
      <UsageChart />
      <button type="button" onClick={() => void generate(wanted)}>
        {generation.status}
      </button>
      <p>{[transactionHistory.length, activities.length, order?.orderId, orders?.length].join(' ')}</p>
    </>
  );
}

async function shown(isStrict: boolean) {
  const generated: GenerateInput[] = [];
  const tollgate = testCredits(
    { prices, grants: [lot(10)], entries: [entry(1, 10, 1)], orders: [packOrder()] },
    {
      generate: async (input) => {
        generated.push(input);
        return refused({ code: 'provider_failed', message: 'It failed.', details: {} });
      },
    },
  );
  const page = (
    <CreditsProvider tollgate={tollgate}>
      <Everything />
    </CreditsProvider>
  );
  const { unmount, container } = render(isStrict ? <StrictMode>{page}</StrictMode> : page);
  await act(async () => {});
  return { tollgate, unmount, container, generated };
}

describe('in strict mode', () => {
  it('everything is followed once, shown the same, and left with nothing behind', async () => {
    const plain = await shown(false);
    const text = plain.container.textContent;
    const open = plain.tollgate.subscriptions;
    plain.unmount();
    const strict = await shown(true);
    expect(strict.container.textContent).toBe(text);
    expect(strict.tollgate.subscriptions).toBe(open);
    await act(async () => strict.tollgate.change({ user: null }));
    await act(async () => strict.tollgate.change({ user: { userId: 'bob', isGuest: false } }));
    expect(strict.tollgate.subscriptions).toBe(open);
    strict.unmount();
    expect(strict.tollgate.subscriptions).toBe(0);
  });

  it('the profile is asked for once, and a click generates once', async () => {
    const { tollgate, generated } = await shown(true);
    expect(tollgate.asked.filter((name) => name === 'ensureUser')).toHaveLength(1);
    await act(async () => screen.getByRole('button', { name: 'idle' }).click());
    expect(generated).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'ended' })).toBeTruthy();
  });
});
