import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { type Decision, transact } from '../platform/transact.ts';
import { resultStore } from '../results/result-store.ts';
import { activityLoad, activityWrite } from './activity-documents.ts';
import { decideScrub } from './decide-scrub.ts';

/**
 * Removes a person from an activity. The file goes first: once the activity has forgotten where it is, nobody
 * could find it, and an interrupted run could not be continued.
 */
export async function scrub(activityId: string): Promise<void> {
  for (let removed: string | null = null; ; ) {
    const loads = { activity: activityLoad(activityId) };
    const file = await transact(loads, ({ activity }, now): Decision<string | null> => {
      const stored = activity?.result?.kind === 'stored' ? activity.result.location : null;
      if (stored !== null && stored !== removed) return { kind: 'answer', answer: stored };
      const scrubbed = activity && decideScrub(activity, now);
      if (!scrubbed) return { kind: 'answer', answer: null };
      return { kind: 'commit', answer: null, writes: [activityWrite(scrubbed)] };
    });
    if (isRefusal(file)) throw new Error(`${activityId} could not be cleared: ${file.reason}`);
    if (file === null) return;
    await resultStore().remove(file);
    removed = file;
  }
}
