import { Button, Group } from '@mantine/core';
import { useNow } from '@tollgate/client/use-now';
import { MAX_REASON_CHARS } from '@tollgate/contract/staff/audit';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { credits } from '../../../shared/format.ts';
import { Notice } from '../../../shared/notice.tsx';
import { STAFF_ACTIONS } from '../shared/staff-actions.ts';
import { amountOf, changesOf, commandOf, draftOf, problemsOf, type Subject } from './act-draft.ts';
import { ActFields } from './act-fields.tsx';
import classes from './act-form.module.css';
import { ActResult } from './act-result.tsx';
import { Changes, useChangeWords } from './changes.tsx';
import type { OpenAct } from './open-act.ts';
import { useAct } from './use-act.ts';

const TICK_MS = 10_000;

export function ActForm({
  user,
  act,
  name,
  subject,
  preset,
  onBack,
  onBusy,
  onClose,
  onDone,
}: OpenAct & { subject: Subject | null }) {
  const { t } = useTranslation('admin-users');
  const nowMs = useNow(TICK_MS);
  const wordsOf = useChangeWords();
  const { requestId, draft, setDraft, phase, perform } = useAct(name, {
    ...draftOf(act, user, subject, credits),
    ...preset,
  });
  // What is missing is said when it was tried, not while it is being written.
  const [wasTried, setWasTried] = useState(false);
  useEffect(() => {
    onBusy(phase.kind === 'sending');
    if (phase.kind === 'done') onDone();
  }, [phase, onBusy, onDone]);

  if (phase.kind === 'done') {
    const again = draft.reason;
    return (
      <ActResult
        act={act}
        outcome={phase.outcome}
        onClose={onClose}
        onBack={(back) =>
          onBack(back.act, back.of, {
            ...back.preset,
            reason: t('dialog.undoReason', { reason: again }).slice(0, MAX_REASON_CHARS),
          })
        }
      />
    );
  }
  const problems = problemsOf(act, draft, user, subject, nowMs);
  const changes = changesOf(act, draft, user, subject, nowMs);
  // Of what an entry moved, some may be spent, or have expired.
  const wholeMicro = act === 'undo' && subject?.kind === 'entry' ? Math.abs(subject.entry.amountMicro) : null;
  const partMicro = amountOf(act, draft, user, subject, nowMs);
  const isFixed = phase.kind !== 'editing';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    // What was sent without an answer is sent again as it was, whatever it looks like by now.
    if (phase.kind === 'editing' && Object.keys(problems).length > 0) return;
    const command = commandOf(act, draft, user, subject, requestId);
    if (command) void perform(command);
  };
  return (
    <form
      onSubmit={submit}
      className={classes.form}
      noValidate
      data-testid="act-form"
      data-phase={phase.kind}
    >
      <fieldset disabled={isFixed} className={classes.fields}>
        <ActFields
          {...{ act, draft, user, subject, nowMs }}
          problems={wasTried && !isFixed ? problems : {}}
          onChange={(changed) => setDraft((now) => ({ ...now, ...changed }))}
        />
      </fieldset>
      {act === 'undo' && problems.amount && phase.kind === 'editing' && (
        <Notice tone="danger" alert>
          {t(`dialog.problem.${problems.amount}`)}
        </Notice>
      )}
      {partMicro !== null && wholeMicro !== null && partMicro < wholeMicro && phase.kind === 'editing' && (
        <Notice tone="warning">
          {t('dialog.onlyPart', { part: credits(partMicro), whole: credits(wholeMicro) })}
        </Notice>
      )}
      {changes.length > 0 && phase.kind === 'editing' && (
        <section aria-label={t('dialog.changes')}>
          <Changes words={wordsOf(changes)} />
        </section>
      )}
      <div role="status">
        {phase.kind === 'unsure' && <Notice tone="warning">{t('dialog.unsure')}</Notice>}
        {phase.kind === 'editing' && phase.refusal && <Notice tone="danger">{phase.refusal}</Notice>}
      </div>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} disabled={phase.kind === 'sending'}>
          {t('dialog.cancel')}
        </Button>
        <Button
          type="submit"
          color={STAFF_ACTIONS[act].isDangerous ? 'red' : undefined}
          loading={phase.kind === 'sending'}
          disabled={act === 'undo' && partMicro === null && phase.kind === 'editing'}
        >
          {phase.kind === 'unsure' ? t('dialog.again') : t(`acts.${act}.do`)}
        </Button>
      </Group>
    </form>
  );
}
