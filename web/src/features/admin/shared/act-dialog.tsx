import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { MAX_REASON_CHARS } from '@tollgate/contract/staff/audit';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/notice.tsx';

interface Props {
  title: string;
  /** What it does, and whatever else it asks. */
  children?: ReactNode;
  action: string;
  danger?: boolean;
  reasonMax?: number;
  /** Does it; answers what went wrong, or `null`. */
  run(reason: string): Promise<string | null>;
  onClose(): void;
}

/** Asked before an act that goes into the audit log: what it does, and why. */
export function ActDialog({
  title,
  children,
  action,
  danger,
  reasonMax = MAX_REASON_CHARS,
  run,
  onClose,
}: Props) {
  const { t } = useTranslation('admin-changes');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const failed = await run(reason.trim());
    setBusy(false);
    if (failed === null) onClose();
    else setError(failed);
  };
  return (
    <Modal opened onClose={onClose} title={title} centered closeOnClickOutside={!busy} closeOnEscape={!busy}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          {children}
          <TextInput
            label={t('act.reason')}
            description={t('act.reasonHint')}
            required
            withAsterisk={false}
            data-autofocus
            maxLength={reasonMax}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error && (
            <Notice tone="danger" alert>
              {error}
            </Notice>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={busy}>
              {t('act.not')}
            </Button>
            <Button type="submit" color={danger ? 'red.9' : undefined} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
