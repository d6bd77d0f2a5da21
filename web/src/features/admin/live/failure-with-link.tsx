import { Anchor, Button, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../shared/states.tsx';

interface Props {
  title: string;
  why: string;
  onRetry(): void;
}

/** Firestore names the address that makes a missing index: here it can be followed. */
export function FailureWithLink({ title, why, onRetry }: Props) {
  const { t } = useTranslation('admin-live');
  const link = /https:\/\/\S+/.exec(why)?.[0];
  return (
    <div role="alert">
      <EmptyState icon={<IconAlertTriangle size={24} stroke={1.5} />} title={title}>
        <Stack align="center" gap="sm">
          <span className="break">{link ? t('missingIndex') : why}</span>
          {link && (
            <Anchor href={link} target="_blank" rel="noreferrer" size="sm">
              {t('makeIndex')}
            </Anchor>
          )}
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('again')}
          </Button>
        </Stack>
      </EmptyState>
    </div>
  );
}
