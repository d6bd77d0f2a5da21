import { type Auth, onIdTokenChanged } from 'firebase/auth';
import type { FollowAsUser, Tell } from './api.ts';
import type { Core } from './core.ts';
import { type Failed, refused, SIGNED_OUT, type Spent, type Unsubscribe } from './outcome.ts';
import type { Speaker } from './speaker.ts';

/** The SDK's work belongs to whoever is signed in: nothing is sent for, or told of, somebody who has gone. */

type Asker = Pick<Core, 'transport' | 'userId'>;

/**
 * What a transport throws instead of asking in somebody else's name: read like a refusal of the functions.
 */
const GONE = { message: SIGNED_OUT.message, details: { reason: SIGNED_OUT.code } };

/**
 * Does a piece of work as whoever is signed in when it begins. Once they have gone, nothing more of it is
 * sent: it would carry the token of the next user, who would pay for it. An answer that comes too late is not
 * told.
 */
export async function own<C extends Asker, A>(
  core: C,
  work: (mine: C) => Promise<A>,
): Promise<A | (Failed<null> & Spent)> {
  const userId = core.userId();
  // A sign-in that the browser is still restoring is not known yet, and a call waits for its token.
  const isGone = () => userId !== null && core.userId() !== userId;
  const stay = () => {
    if (isGone()) throw GONE;
  };
  const { transport } = core;
  const answer = await work({
    ...core,
    userId: () => userId,
    transport: {
      async call(address, input) {
        stay();
        return transport.call(address, input);
      },
      async generate(input, onChunk) {
        stay();
        return transport.generate(input, (chunk) => isGone() || onChunk(chunk));
      },
    } satisfies Asker['transport'],
  });
  return isGone() ? refused(SIGNED_OUT) : answer;
}

/** Who is signed in. */
export interface Presence {
  userId(): string | null;
  /** Tells once it is known who that is, and whenever it may be somebody else. */
  onChange(tell: () => void): Unsubscribe;
}

export const presenceOf = (auth: Auth): Presence => ({
  userId: () => auth.currentUser?.uid ?? null,
  onChange: (tell) => onIdTokenChanged(auth, tell),
});

/**
 * A subscription follows its user. When they sign out it says so, once, and listens to nothing; when somebody
 * signs in, it goes on with what is theirs.
 */
export const followerOf =
  ({ userId: now, onChange: onPresence }: Presence, { follow }: Pick<Speaker, 'follow'>): FollowAsUser =>
  (onChange, onError, listen) =>
    follow(onError, (onFailure) => {
      let known: string | null | undefined;
      let stop: Unsubscribe | undefined;
      const leave = onPresence(() => {
        const userId = now();
        // Their token changes more often than they do.
        if (userId === known) return;
        known = userId;
        stop?.();
        stop = undefined;
        if (userId === null) return onFailure(SIGNED_OUT);
        // What is on its way as they go comes too late.
        const ifTheirs =
          <T extends unknown[]>(tell: Tell<T>): Tell<T> =>
          (...told) => {
            if (now() === userId) tell(...told);
          };
        stop = listen(userId, ifTheirs(onChange), ifTheirs(onFailure));
      });
      return () => {
        leave();
        stop?.();
      };
    });
