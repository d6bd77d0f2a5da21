import type { LiveActivity } from './activity.ts';
import { type Failure, fail } from './outcome.ts';
import type { Timing } from './retry.ts';
import type { Transport } from './transport.ts';

/** What the SDK's parts work with; tests give their own. */
export interface Core {
  transport: Transport;
  timing: Timing;
  /** Who is signed in, now. */
  userId(): string | null;
  newRequestId(): string;
  /** Follows one activity; returns what stops following. */
  watchActivity(
    activityId: string,
    onChange: (activity: LiveActivity) => void,
    onError: (failure: Failure) => void,
  ): () => void;
}

export const SIGNED_OUT: Failure = {
  code: 'unauthenticated',
  message: 'You are not signed in. Sign in and try again.',
  details: {},
};

export const signedOut = () => fail(SIGNED_OUT);
