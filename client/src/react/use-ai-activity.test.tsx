// @vitest-environment jsdom
import { act, render, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { LiveOptions } from '../api.ts';
import { liveActivity } from '../fake-core.ts';
import { useCreditsState } from './context.ts';
import { CreditsProvider } from './provider.tsx';
import './render.tsx';
import type { CreditsSource } from './store.ts';
import { type TestAccount, testCredits } from './testing.ts';
import { type AIActivityFilter, useAIActivity } from './use-ai-activity.ts';

async function hook(first: AIActivityFilter, account: TestAccount = {}, own: Partial<CreditsSource> = {}) {
  const tollgate = testCredits(account, own);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <CreditsProvider tollgate={tollgate}>{children}</CreditsProvider>
  );
  const view = renderHook((filter: AIActivityFilter) => useAIActivity(filter), {
    wrapper,
    initialProps: first,
  });
  await act(async () => {});
  return { ...view, tollgate };
}

describe('useAIActivity', () => {
  it('follows the generations of who is signed in', async () => {
    const { result, tollgate } = await hook({}, { activities: [liveActivity({ status: 'processing' })] });
    expect(result.current).toMatchObject({ isLoading: false, isLive: true, error: null });
    act(() => tollgate.change({ activities: [liveActivity({ status: 'completed' })] }));
    expect(result.current.activities.map(({ status }) => status)).toEqual(['completed']);
  });

  it('asks for what the filter says, anew only when it says something else', async () => {
    const asked: (number | LiveOptions | undefined)[] = [];
    const subscribeToAIActivity: CreditsSource['subscribeToAIActivity'] = (_onChange, wanted) => {
      asked.push(wanted);
      return () => undefined;
    };
    const filter = { of: 'everybody', limit: 20, aiType: 'video', userId: 'bob' } as const;
    const { rerender } = await hook(filter, {}, { subscribeToAIActivity });
    rerender({ ...filter });
    rerender({ ...filter, aiType: 'chat' });
    expect(asked).toMatchObject([
      { limit: 20, filters: { aiType: 'video', userId: 'bob' } },
      { limit: 20, filters: { aiType: 'chat', userId: 'bob' } },
    ]);
  });

  it('says what went wrong', async () => {
    const failure = { code: 'not_owner' as const, message: 'You may not read this.', details: {} };
    const { result } = await hook({ of: 'everybody' }, { failure });
    expect(result.current).toMatchObject({ isLive: false, error: { code: 'not_owner' }, isLoading: false });
  });

  it('shows nothing of the user before, not for one frame', async () => {
    let listeners = 0;
    const subscribeToOwnActivity: CreditsSource['subscribeToOwnActivity'] = (onChange) => {
      listeners += 1;
      if (listeners === 1) onChange([liveActivity({})], { fromCache: false, changed: 1 });
      return () => undefined;
    };
    const tollgate = testCredits({}, { subscribeToOwnActivity });
    const shown: string[] = [];
    function Shown() {
      const { userId } = useCreditsState();
      shown.push(
        `${userId}: ${useAIActivity()
          .activities.map((one) => one.userId)
          .join()}`,
      );
      return null;
    }
    render(
      <CreditsProvider tollgate={tollgate}>
        <Shown />
      </CreditsProvider>,
    );
    await act(async () => {});
    expect(shown.at(-1)).toBe('ada: ada');
    await act(async () => tollgate.change({ user: { userId: 'bob', isGuest: false } }));
    expect(shown.at(-1)).toBe('bob: ');
    expect(shown).not.toContain('bob: ada');
  });

  it('follows nothing for nobody, and leaves no listener behind', async () => {
    const { result, tollgate, unmount } = await hook({}, { activities: [liveActivity({})] });
    act(() => tollgate.change({ user: null }));
    expect(result.current).toMatchObject({ activities: [], isLoading: false });
    unmount();
    expect(tollgate.subscriptions).toBe(0);
  });
});
