import type { LiveActivity } from './activity.ts';
import { type Failure, failure } from './outcome.ts';
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

/** As much of it as hold and settle need: what a server has too. */
export type Holder = Pick<Core, 'timing' | 'userId' | 'newRequestId'> & {
  transport: Pick<Transport, 'call'>;
};

export const NOT_YOURS = failure('not_owner', 'This userId is not who is signed in. Leave it out.');

/** Whether a caller names another user than the one who is signed in. */
export function isSomebodyElse(core: Pick<Core, 'userId'>, userId: string | undefined): boolean {
  const signedIn = core.userId();
  return userId !== undefined && signedIn !== null && userId !== signedIn;
}
