import type { Activity } from '@tollgate/contract/activity/activity';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { isOpen } from '@tollgate/contract/activity/status';
import { db } from '../platform/firestore.ts';
import { parseFound } from '../platform/unreadable.ts';
import { activityPath } from './activity-documents.ts';

/**
 * Calls `onChange` with each state of an activity until the returned function is called. Calls `onError` once
 * if there will be no more: the listener broke, the activity is gone, or the stored document can't be parsed.
 */
export function watch(
  activityId: string,
  onChange: (activity: Activity) => void,
  onError: (error: Error) => void,
): () => void {
  const stop = db()
    .doc(activityPath(activityId))
    .onSnapshot((snapshot) => {
      let activity: Activity;
      try {
        if (!snapshot.exists) throw new Error(`${activityId} is gone`);
        activity = parseFound(activitySchema, snapshot);
      } catch (error) {
        // An exception here would end the process, and every other request with it.
        stop();
        return onError(error as Error);
      }
      onChange(activity);
    }, onError);
  return stop;
}

/** What a wait for an activity's end reports, and when it gives up. */
export interface Following {
  timeoutMs: number;
  onChange?: (activity: Activity) => void;
  /** Aborted when nobody waits for the answer any more. */
  gone: AbortSignal;
}

/** Resolves with the activity once it has ended, or as it is when time is up or nobody waits any more. */
export function untilEnded(
  activityId: string,
  { timeoutMs, onChange = () => {}, gone }: Following,
): Promise<Activity> {
  return new Promise((resolve, reject) => {
    let latest: Activity | undefined;
    const stop = watch(
      activityId,
      (activity) => {
        latest = activity;
        if (!isOpen(activity.status) || gone.aborted) finish();
        else onChange(activity);
      },
      (error) => {
        stopWaiting();
        reject(error);
      },
    );
    const finish = () => {
      stopWaiting();
      stop();
      if (latest) resolve(latest);
      else reject(new Error(`${activityId} could not be read in time`));
    };
    const timer = setTimeout(finish, timeoutMs);
    // Until anything is known about it, the first news ends the wait.
    const leave = () => latest && finish();
    gone.addEventListener('abort', leave);
    const stopWaiting = () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
    };
  });
}
