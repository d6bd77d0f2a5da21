import { describe, expect, it } from 'vitest';
import { hold } from './app-run.ts';
import { fakeCore, hold as heldAs, lostNetwork } from './fake-core.ts';
import { generate } from './generate.ts';
import type { Failure } from './outcome.ts';
import { followerOf, own } from './signed-in.ts';
import { speakerFor } from './speaker.ts';
import { runWithCredits } from './with-credits.ts';

const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a toll gate' } as const;

/** A browser in which one after the other signs in. */
function browser() {
  let userId: string | null | undefined;
  const tellers = new Set<() => void>();
  return {
    presence: {
      userId: () => userId ?? null,
      onChange: (tell: () => void) => {
        tellers.add(tell);
        return () => void tellers.delete(tell);
      },
    },
    followers: () => tellers.size,
    /** The user changes a moment before who follows is told, as in Firebase. */
    leave: () => {
      userId = null;
    },
    become: async (next: string | null) => {
      userId = next;
      for (const tell of [...tellers]) tell();
      // Failures are told in the language of the reader, a turn later.
      await new Promise((resolve) => setTimeout(resolve));
    },
  };
}

/** A database that knows who listens to what. */
function database() {
  const open = new Map<string, { tell: (value: string) => void; fail: (failure: Failure) => void }>();
  return {
    open: () => [...open.keys()],
    listeners: open,
    listen: (userId: string, tell: (value: string) => void, fail: (failure: Failure) => void) => {
      open.set(userId, { tell, fail });
      return () => void open.delete(userId);
    },
  };
}

function subscribed() {
  const [page, stored] = [browser(), database()];
  const heard: string[] = [];
  const asUser = followerOf(page.presence, speakerFor({}));
  const stop = asUser<[string]>(
    (value) => heard.push(value),
    ({ code }) => heard.push(code),
    stored.listen,
  );
  return { page, stored, heard, stop };
}

describe('a subscription', () => {
  it('waits until it is known who is signed in, and says once that nobody is', async () => {
    const { page, heard, stored } = subscribed();
    expect({ heard, open: stored.open() }).toEqual({ heard: [], open: [] });
    await page.become(null);
    await page.become(null);
    expect({ heard, open: stored.open() }).toEqual({ heard: ['unauthenticated'], open: [] });
  });

  it('ends with its user, and goes on with what is the next one’s', async () => {
    const { page, heard, stored } = subscribed();
    await page.become('ada');
    stored.listeners.get('ada')?.tell('ada has 10');
    await page.become(null);
    expect(stored.open()).toEqual([]);
    await page.become('bob');
    stored.listeners.get('bob')?.tell('bob has 3');
    await page.become('cleo');
    expect(stored.open()).toEqual(['cleo']);
    expect(heard).toEqual(['ada has 10', 'unauthenticated', 'bob has 3']);
  });

  it('goes on when only the token is new', async () => {
    const { page, heard, stored } = subscribed();
    await page.become('ada');
    const before = stored.listeners.get('ada');
    await page.become('ada');
    expect(stored.listeners.get('ada')).toBe(before);
    expect(heard).toEqual([]);
  });

  it('tells nothing that was on its way when they went, and no fault that follows from it', async () => {
    const { page, heard, stored } = subscribed();
    await page.become('ada');
    const late = stored.listeners.get('ada');
    page.leave();
    late?.tell('ada has 10');
    late?.fail({ code: 'not_owner', message: 'You may not read this.', details: {} });
    await page.become('bob');
    late?.tell('ada has 10');
    expect(heard).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    const { page, stored, stop } = subscribed();
    await page.become('ada');
    stop();
    await page.become('bob');
    expect({ followers: page.followers(), open: stored.open() }).toEqual({ followers: 0, open: [] });
  });
});

describe('a call that is under way when its user goes', () => {
  /** The fake core, in which somebody else is signed in from `change` on. */
  const switching = (calls: Parameters<typeof fakeCore>[0]) => {
    let userId: string | null = 'ada';
    const fake = fakeCore(calls);
    return {
      ...fake,
      core: { ...fake.core, userId: () => userId },
      become: (next: string | null) => {
        userId = next;
      },
    };
  };

  it.each(['bob', null])('does not tell %s what was asked for by the one before', async (next) => {
    const { core, become } = switching({
      validateAndDeductCredits: () => {
        become(next);
        return heldAs(9_000_000, 1_000_000);
      },
    });
    const answer = await own(core, (mine) => hold(mine, wanted));
    expect(answer).toMatchObject({ success: false, code: 'unauthenticated', data: null });
    expect(JSON.stringify(answer)).not.toContain('9000000');
  });

  it('is not repeated with the token of the next one, who would pay for it', async () => {
    const { core, become, asked } = switching({
      validateAndDeductCredits: () => {
        become('bob');
        throw lostNetwork();
      },
    });
    expect(await own(core, (mine) => hold(mine, wanted))).toMatchObject({ code: 'unauthenticated' });
    expect(asked).toHaveLength(1);
  });

  it('runs to its end for nobody: no step of it is sent for the next one', async () => {
    const { core, become, names } = switching({
      validateAndDeductCredits: () => heldAs(9_000_000, 1_000_000),
    });
    const result = await own(core, (mine) =>
      runWithCredits(mine, wanted, () => {
        become('bob');
        return 'a picture for ada';
      }),
    );
    expect(result).toMatchObject({
      success: false,
      code: 'unauthenticated',
      data: null,
      remainingCredits: null,
    });
    expect(names()).toEqual(['validateAndDeductCredits']);
  });

  it('streams nothing more', async () => {
    const { core, become } = switching({
      stream: (_input, onChunk) => {
        onChunk({ progress: 10, text: 'Dear ' });
        become('bob');
        onChunk({ progress: 20, text: 'Ada' });
        throw lostNetwork();
      },
    });
    const pieces: string[] = [];
    const result = await own(core, (mine) =>
      generate(mine, { ...wanted, aiType: 'chat' }, { onText: (piece) => pieces.push(piece) }),
    );
    expect(pieces).toEqual(['Dear ']);
    expect(result).toMatchObject({ code: 'unauthenticated', data: null });
  });

  it('is answered where the sign-in was only being restored as it began', async () => {
    const { core, become } = switching({
      getUserProfile: () => {
        become('ada');
        return 'the profile' as never;
      },
    });
    become(null);
    const asked = own(core, async ({ transport }) => transport.call('getUserProfile', {}));
    expect(await asked).toBe('the profile');
  });
});
