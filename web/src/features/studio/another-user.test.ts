import type { Answer, Result, Tollgate, UserProfile } from '@tollgate/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { followAccount, useAccount } from '../../shared/account.ts';
import { useSession } from '../../shared/session.ts';
import { editDraft, useDrafts } from './drafts.ts';
import { keepDrafts, showKind } from './keep-drafts.ts';
import { claimRuns, startRun, useRuns } from './run-store.ts';

/** One tab, in which one user signs in after the other: nothing of the first is there for the second. */

const sdk = vi.hoisted(() => ({ generated: [] as string[], answers: [] as ((answer: never) => void)[] }));

vi.mock('../../shared/sdk.ts', () => {
  const tollgate: Partial<Tollgate> = {
    subscribeToBalance: () => () => {},
    subscribeToStaffRole: () => () => {},
    ensureUser: () => new Promise<Answer<UserProfile>>((resolve) => sdk.answers.push(resolve)),
    generate: async ({ prompt }) => {
      sdk.generated.push(prompt);
      return { success: false, code: 'network' } as Result<never>;
    },
  };
  return { tollgate: () => tollgate };
});

const online = vi.hoisted(() => ({ come: () => {} }));
vi.mock('./back-online.ts', () => ({
  backOnline: () =>
    new Promise<void>((resolve) => {
      online.come = resolve;
    }),
}));

const signIn = (userId: string | null) =>
  useSession.setState({
    user:
      userId === null
        ? null
        : { userId, email: null, displayName: null, isGuest: false, isEmailVerified: false },
  });

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('navigator', { onLine: false });
  signIn(null);
  signIn('ada');
  claimRuns('ada');
  keepDrafts('ada');
  sdk.generated.length = 0;
});

it.each([null, 'bob'])('what was written and made is gone before anything is drawn for %s', (next) => {
  editDraft('chat', { prompt: 'a letter to my bank' });
  showKind('chat');
  void startRun({ aiType: 'chat', service: 'gemini', prompt: 'a letter to my bank', units: 1 });
  signIn(next);
  expect(useDrafts.getState()).toEqual({});
  expect(useRuns.getState()).toEqual({ userId: null, byKind: {} });
});

it('a generation that waits for the network is not asked for by the next user, who would pay for it', async () => {
  const run = startRun({ aiType: 'image', service: 'dalle3', prompt: 'a hill for ada', units: 1 });
  await vi.waitFor(() => expect(useRuns.getState().byKind.image).toMatchObject({ offline: true }));
  signIn('bob');
  claimRuns('bob');
  online.come();
  await run;
  expect(sdk.generated).toEqual(['a hill for ada']);
  expect(useRuns.getState()).toEqual({ userId: 'bob', byKind: {} });
});

it('the profile of one who has gone is dropped when it comes', async () => {
  const leave = followAccount();
  const answer = sdk.answers.pop();
  signIn('bob');
  answer?.({ success: true, data: { userId: 'ada', email: 'ada@example.com' } } as never);
  await Promise.resolve();
  expect(useAccount.getState()).toMatchObject({ profile: null, balance: null });
  leave();
});
