import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import type { Refusal } from '@tollgate/contract/refusals/refusals';
import { Places } from '../platform/places.ts';
import { readOwn } from './activity-documents.ts';
import { type Following, untilEnded } from './watch.ts';

/**
 * How many calls may wait for one activity, and for all of a user's, in one instance. An instance serves
 * eight calls at once: repeats of one request must not keep everybody else out.
 */
const MAX_FOLLOWERS_PER_ACTIVITY = 2;
const MAX_FOLLOWERS_PER_USER = 4;

/** Calls that follow a generation, and calls that wait for a cancelled one to stop, have separate places. */
const followers = new Places();
const cancellers = new Places();

/** Waits for the end of an activity; if too many calls wait already, answers with its current state. */
export const follow = (activity: Activity, following: Following) => wait(followers, activity, following);

/** The same for calls that have cancelled it. */
export const untilStopped = (activity: Activity, following: Following) =>
  wait(cancellers, activity, following);

async function wait(places: Places, activity: Activity, following: Following): Promise<Activity | Refusal> {
  const { userId } = activity;
  if (!isOpen(activity.status)) return activity;
  const activityId = activityIdOf(userId, activity.requestId);
  const giveBack = places.take([
    { of: activityId, max: MAX_FOLLOWERS_PER_ACTIVITY },
    { of: userId, max: MAX_FOLLOWERS_PER_USER },
  ]);
  if (!giveBack) return readOwn(activityId, userId);
  try {
    return await untilEnded(activityId, following);
  } finally {
    giveBack();
  }
}
