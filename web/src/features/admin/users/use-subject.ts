import { refundableMicro } from '@tollgate/contract/activity/activity';
import { isUndoable } from '@tollgate/contract/ledger/entry';
import { useEffect, useState } from 'react';
import { admin } from '../shared/admin.ts';
import type { StaffAction } from '../shared/staff-actions.ts';
import type { Subject } from './act-draft.ts';

export type Asked =
  | { kind: 'loading' }
  | { kind: 'failed'; why: string }
  | { kind: 'unfit'; why: 'noActivity' | 'noEntry' | 'nothingCharged' | 'notUndoable' }
  | { kind: 'ready'; subject: Subject | null };

async function load(act: StaffAction, of: string | undefined, userId: string): Promise<Asked> {
  if (act === 'refund') {
    if (!of) return { kind: 'unfit', why: 'noActivity' };
    const { data: activity, success, error } = await admin().one('ai_activity', of);
    if (!success) return { kind: 'failed', why: error };
    if (activity?.userId !== userId) return { kind: 'unfit', why: 'noActivity' };
    if (refundableMicro(activity) <= 0) return { kind: 'unfit', why: 'nothingCharged' };
    return { kind: 'ready', subject: { kind: 'activity', activityId: of, activity } };
  }
  if (!of) return { kind: 'unfit', why: 'noEntry' };
  const { data: entry, success, error } = await admin().one('credit_logs', of);
  if (!success) return { kind: 'failed', why: error };
  if (entry?.userId !== userId) return { kind: 'unfit', why: 'noEntry' };
  if (!isUndoable(entry)) return { kind: 'unfit', why: 'notUndoable' };
  return { kind: 'ready', subject: { kind: 'entry', entryId: of, entry } };
}

/** What an act is about beside the user, fresh: what was shown in a list may have been refunded meanwhile. */
export function useSubject(act: StaffAction, of: string | undefined, userId: string): Asked {
  const needsNone = act !== 'refund' && act !== 'undo';
  const [asked, setAsked] = useState<Asked>(
    needsNone ? { kind: 'ready', subject: null } : { kind: 'loading' },
  );
  useEffect(() => {
    if (needsNone) return;
    let wanted = true;
    void load(act, of, userId).then((found) => {
      if (wanted) setAsked(found);
    });
    return () => {
      wanted = false;
    };
  }, [act, of, needsNone, userId]);
  return asked;
}
