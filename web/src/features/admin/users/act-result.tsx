import { Button, Group, Stack } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/notice.tsx';
import type { StaffAction } from '../shared/staff-actions.ts';
import { type InverseAction, inverseActionOf, type Outcome } from './acts.ts';
import { AuditItem } from './audit-item.tsx';

interface Props {
  act: StaffAction;
  outcome: Outcome;
  onBack(back: InverseAction): void;
  onClose(): void;
}

export function ActResult({ act, outcome, onBack, onClose }: Props) {
  const { t } = useTranslation('admin-users');
  const back = inverseActionOf(act, outcome);
  const close = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone.
  useEffect(() => close.current?.focus(), []);
  return (
    <Stack gap="md" data-testid="act-result">
      <div role="status">
        <Notice tone="good">{outcome.audit ? t('dialog.done') : t('dialog.nothing')}</Notice>
      </div>
      {outcome.audit && (
        <section aria-label={t('dialog.auditEntry')}>
          <AuditItem entry={outcome.audit} auditId={outcome.audit.auditId} />
        </section>
      )}
      <Group justify="flex-end" gap="sm">
        {back && (
          <Button variant="subtle" onClick={() => onBack(back)}>
            {t('dialog.undo')}
          </Button>
        )}
        <Button ref={close} variant="default" onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </Group>
    </Stack>
  );
}
