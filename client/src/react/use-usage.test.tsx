// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { expect, it } from 'vitest';
import { succeed } from '../outcome.ts';
import { useCreditsState } from './context.ts';
import { show } from './render.tsx';
import { CREDIT, lot } from './test-account.ts';
import { useUsage } from './use-usage.ts';

const usageOf = (service: string) => ({
  days: [{ day: '2026-01-05', services: { [service]: { generations: 1, spentMicro: CREDIT } } }],
  months: [],
  lifetime: { generations: 1, spentMicro: CREDIT, tokens: 0 },
  since: 0,
});

it('shows nobody what somebody else has used, not for one frame, nor when that answer comes late', async () => {
  const drawn: [string | null | undefined, string | undefined][] = [];
  function Probe() {
    const { userId } = useCreditsState();
    const { usage } = useUsage();
    drawn.push([userId, Object.keys(usage?.days[0]?.services ?? {})[0]]);
    return null;
  }
  const answers: ((service: string) => void)[] = [];
  const getUsage = () =>
    new Promise<ReturnType<typeof succeed<ReturnType<typeof usageOf>>>>((resolve) => {
      answers.push((service) => resolve(succeed(usageOf(service))));
    });
  const account = { user: { userId: 'ada', isGuest: false }, grants: [lot(9)] };
  const { tollgate } = await show(<Probe />, account, { own: { getUsage } });
  await act(async () => answers[0]?.('of-ada'));
  expect(drawn.at(-1)).toEqual(['ada', 'of-ada']);
  // Ada's balance moves, so it is asked again; she signs out, and Bob in, before that is answered.
  await act(async () => tollgate.change({ grants: [lot(8)] }));
  await act(async () => tollgate.change({ user: { userId: 'bob', isGuest: false } }));
  await act(async () => answers[1]?.('of-ada'));
  expect(drawn.at(-1)).toEqual(['bob', undefined]);
  await act(async () => answers.at(-1)?.('of-bob'));
  expect(drawn.at(-1)).toEqual(['bob', 'of-bob']);
  expect(drawn.filter(([userId, service]) => userId === 'bob' && service === 'of-ada')).toEqual([]);
});
