import type { Answer } from '@tollgate/client';
import { newId } from '@tollgate/client/new-id';
import type { AuditRecord } from '@tollgate/contract/staff/audit';
import { useRef, useState } from 'react';
import { whenUserGoes } from '../../../shared/session.ts';
import { admin } from '../shared/admin.ts';
import type { Command } from './act-draft.ts';
import type { Outcome } from './acts.ts';
import type { Draft } from './draft.ts';

export type Phase =
  | { kind: 'editing'; refusal: string | null }
  | { kind: 'sending' }
  /** Sent, and no answer: nobody knows whether it happened. */
  | { kind: 'unsure' }
  | { kind: 'done'; outcome: Outcome };

/**
 * What was sent and never answered, by what it is about: whoever opens it again sends the same act, not
 * another.
 */
const unanswered = new Map<string, { requestId: string; draft: Draft }>();
whenUserGoes(() => unanswered.clear());

/** After these it may have happened: the line was cut, or whoever answered broke down after the commit. */
const UNKNOWN: readonly string[] = ['network', 'unreachable', 'internal'];

interface Answered {
  audit: AuditRecord | null;
  entryId?: string;
}
const send = (command: Command): Promise<Answer<Answered>> => admin().call(command.name, command.input);

/**
 * One act from the opening of its dialog to its answer, under one request id. While that is open, nothing it
 * says can be changed: it is sent again as it was, and can't happen twice.
 */
export function useAct(key: string, first: Draft) {
  const [{ requestId, draft: kept }] = useState(
    () => unanswered.get(key) ?? { requestId: newId(), draft: null },
  );
  const [draft, setDraft] = useState(kept ?? first);
  const [phase, setPhase] = useState<Phase>(kept ? { kind: 'unsure' } : { kind: 'editing', refusal: null });
  // State is too slow for the second click of a double click.
  const isSending = useRef(false);

  const perform = async (command: Command): Promise<void> => {
    if (isSending.current) return;
    isSending.current = true;
    setPhase({ kind: 'sending' });
    unanswered.set(key, { requestId, draft });
    const answer = await send(command);
    isSending.current = false;
    if (!answer.success && UNKNOWN.includes(answer.code)) {
      setPhase({ kind: 'unsure' });
      return;
    }
    unanswered.delete(key);
    setPhase(
      answer.success
        ? { kind: 'done', outcome: { audit: answer.data.audit, entryId: answer.data.entryId ?? null } }
        : { kind: 'editing', refusal: answer.error },
    );
  };
  return { requestId, draft, setDraft, phase, perform };
}
