import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { User } from '@tollgate/contract/account/user';
import { GRANT_TYPES } from '@tollgate/contract/ledger/entry-types';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import { MAX_NOTE_CHARS, MAX_REASON_CHARS } from '@tollgate/contract/staff/audit';
import { USER_ROLES } from '@tollgate/contract/staff/roles';
import { useTranslation } from 'react-i18next';
import { credits } from '../../../shared/format.ts';
import { STAFF_ACTIONS, type StaffAction } from '../shared/staff-actions.ts';
import { amountOf, CONFIRM_ABOVE_MICRO, type Field, type Problem, type Subject } from './act-draft.ts';
import type { Draft } from './draft.ts';
import { useWords } from './use-words.ts';

interface Props {
  act: StaffAction;
  draft: Draft;
  user: User;
  subject: Subject | null;
  nowMs: number;
  problems: Partial<Record<Field, Problem>>;
  onChange(changed: Partial<Draft>): void;
}

const pick = <T extends string>(all: readonly T[], value: string): T | undefined =>
  all.find((one) => one === value);

/** What an act asks for. The first field has the focus. */
export function ActFields({ act, draft, user, subject, nowMs, problems, onChange }: Props) {
  const { t } = useTranslation('admin-users');
  const { amount } = useWords();
  const amountMicro = amountOf(act, draft, user, subject, nowMs);
  const errorOf = (field: Field) => {
    const problem = problems[field];
    return problem && t(`dialog.problem.${problem}`);
  };
  const required = { required: true, withAsterisk: false };
  const { asks, isReasonShown } = STAFF_ACTIONS[act];
  const hasAmount = asks === 'amount';
  const hasChoice = asks === 'choice';
  return (
    <>
      {hasAmount && (
        <TextInput
          {...required}
          data-autofocus
          className="num"
          label={t('dialog.amount')}
          inputMode="decimal"
          autoComplete="off"
          value={draft.amount}
          error={errorOf('amount')}
          onChange={(event) => onChange({ amount: event.currentTarget.value })}
        />
      )}
      {act === 'grant' && (
        <>
          <NativeSelect
            label={t('dialog.grantType')}
            data={GRANT_TYPES.map((value) => ({ value, label: t(`dialog.grantTypes.${value}`) }))}
            value={draft.grantType}
            onChange={(event) => {
              const grantType = pick(GRANT_TYPES, event.currentTarget.value);
              if (grantType) onChange({ grantType });
            }}
          />
          <TextInput
            type="date"
            label={t('dialog.expires')}
            description={t('dialog.expiresHint')}
            value={draft.expiresOn}
            error={errorOf('expiresOn')}
            onChange={(event) => onChange({ expiresOn: event.currentTarget.value })}
          />
        </>
      )}
      {act === 'tier' && (
        <NativeSelect
          data-autofocus
          label={t('dialog.tier')}
          data={TIERS.map((value) => ({ value, label: t(`tier.${value}`) }))}
          value={draft.tier}
          error={errorOf('choice')}
          onChange={(event) => {
            const tier = pick(TIERS, event.currentTarget.value);
            if (tier) onChange({ tier });
          }}
        />
      )}
      {act === 'role' && (
        <NativeSelect
          data-autofocus
          label={t('dialog.role')}
          data={USER_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          value={draft.role ?? 'user'}
          error={errorOf('choice')}
          onChange={(event) => {
            const role = pick(USER_ROLES, event.currentTarget.value);
            if (role) onChange({ role: role === 'user' ? null : role });
          }}
        />
      )}
      <Textarea
        {...required}
        {...(hasAmount || hasChoice ? {} : { 'data-autofocus': true })}
        label={act === 'note' ? t('dialog.note') : t('dialog.reason')}
        description={
          act === 'note' ? undefined : t(isReasonShown ? 'dialog.reasonHintShown' : 'dialog.reasonHint')
        }
        autosize
        minRows={act === 'note' ? 3 : 1}
        maxRows={8}
        maxLength={act === 'note' ? MAX_NOTE_CHARS : MAX_REASON_CHARS}
        value={draft.reason}
        error={errorOf('reason')}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
      />
      {amountMicro !== null && amountMicro > CONFIRM_ABOVE_MICRO && (
        <TextInput
          {...required}
          className="num"
          label={t('dialog.typed', { amount: credits(amountMicro) })}
          description={t('dialog.typedHint', { amount: amount(CONFIRM_ABOVE_MICRO) })}
          inputMode="decimal"
          autoComplete="off"
          value={draft.typed}
          error={errorOf('typed')}
          onChange={(event) => onChange({ typed: event.currentTarget.value })}
        />
      )}
    </>
  );
}
