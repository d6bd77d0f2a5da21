import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useNow } from '@tollgate/client/use-now';
import type { User } from '@tollgate/contract/account/user';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/notice.tsx';
import type { StaffAction } from '../shared/staff-actions.ts';
import { ActForm } from './act-form.tsx';
import { disabledReasonOf, type Me } from './acts.ts';
import type { Draft } from './draft.ts';
import type { OpenAct } from './open-act.ts';
import { nameOf } from './person.ts';
import { useSubject } from './use-subject.ts';

interface Props {
  user: User;
  me: Me;
  /** The act that is open, as the address says; none is a closed dialog. */
  act: StaffAction | undefined;
  of: string | undefined;
  onOpen(act: StaffAction, of?: string): void;
  onClose(): void;
  /** Something was done: what is listed may be older than that. */
  onDone(): void;
}

/** Every act on a user: what it means, what it changes, why; then its audit entry, and the way back. */
export function ActDialog({ user, me, act, of, onOpen, onClose, onDone }: Props) {
  const { t } = useTranslation('admin-users');
  const [preset, setPreset] = useState<{ for: string; draft: Partial<Draft> } | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // What was open stays in sight while it fades away; what is opened after that begins anew.
  const [{ last, isOpen, round }, setShown] = useState({ last: act, isOpen: act !== undefined, round: 0 });
  if (isOpen !== (act !== undefined) || (act && act !== last)) {
    setShown({ last: act ?? last, isOpen: act !== undefined, round: act ? round + 1 : round });
  }
  const shown = act ?? last;
  const key = `${user.userId}/${shown}/${of ?? ''}`;
  return (
    <Modal
      opened={act !== undefined}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('dialog.close'), disabled: isBusy }}
      closeOnEscape={!isBusy}
      closeOnClickOutside={false}
      title={shown && t(`acts.${shown}.title`)}
      centered
    >
      {shown && (
        <Stack gap="sm">
          <Text size="sm" className="break">
            <strong>{nameOf(user, t('guest'))}</strong>
            <br />
            <Text span size="sm" c="dimmed">
              {t(`acts.${shown}.means`)}
            </Text>
          </Text>
          <Openable
            key={`${key}/${round}`}
            {...{ user, me, of, onClose, onDone, onBusy: setIsBusy, name: key }}
            act={shown}
            preset={preset?.for === key ? preset.draft : {}}
            onBack={(back, backOf, draft) => {
              setShown((now) => ({ ...now, round: now.round + 1 }));
              setPreset({ for: `${user.userId}/${back}/${backOf ?? ''}`, draft });
              onOpen(back, backOf ?? undefined);
            }}
          />
        </Stack>
      )}
    </Modal>
  );
}

function Openable({ of, ...open }: OpenAct & { of: string | undefined }) {
  const { t } = useTranslation('admin-users');
  const nowMs = useNow(null);
  const asked = useSubject(open.act, of, open.user.userId);
  // Once it was opened, what it does may well hinder it: a pause that is done is "so already".
  const [hindrance] = useState(() => disabledReasonOf(open.act, open.user, open.me, nowMs));
  if (hindrance) return <Notice tone="warning">{t(`hindrance.${hindrance}`)}</Notice>;
  if (asked.kind === 'loading') return <Skeleton h={160} aria-label={t('dialog.loading')} role="status" />;
  if (asked.kind === 'ready') return <ActForm {...open} subject={asked.subject} />;
  return (
    <Notice tone="danger" alert title={t('dialog.noSubject')}>
      {asked.kind === 'failed' ? asked.why : t(`dialog.${asked.why}`)}
    </Notice>
  );
}
