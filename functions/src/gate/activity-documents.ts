import type { Activity } from '@tollgate/contract/activity/activity';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { activityIdOf, ownerOf } from '@tollgate/contract/common/owned-ids';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { read } from '../platform/firestore.ts';
import type { Write } from '../platform/writes.ts';

export const activityPath = (activityId: string): string => `${COLLECTIONS.activity}/${activityId}`;
export const activityLoad = (activityId: string) => ({
  path: activityPath(activityId),
  schema: activitySchema,
});

export const activityWrite = (activity: Activity): Write => ({
  path: activityPath(activityIdOf(activity.userId, activity.requestId)),
  data: activity,
});

export const noSuchActivity = () => refuse('not_found', 'There is no such activity.');

/** The caller's own activity, or a refusal: `not_owner` for anybody else's, whether it exists or not. */
export async function readOwn(activityId: string, userId: string): Promise<Activity | Refusal> {
  if (ownerOf(activityId) !== userId) return refuse('not_owner', 'This activity is not yours.');
  return (await read(activityPath(activityId), activitySchema)) ?? noSuchActivity();
}
