import { Anchor, Button, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './states.module.css';

interface ErrorStateProps {
  title: string;
  why: string;
  onRetry?: () => void;
}

/**
 * What went wrong, and the way on. Firestore names the address that makes a missing index: here it can be
 * followed.
 */
export function ErrorState({ title, why, onRetry }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const indexLink = /https:\/\/\S+/.exec(why)?.[0];
  return (
    <div className={classes.state} role="alert">
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={460} className="break">
        {indexLink ? t('failure.missingIndex') : why}
      </Text>
      {indexLink && (
        <Anchor href={indexLink} target="_blank" rel="noreferrer" size="sm">
          {t('failure.makeIndex')}
        </Anchor>
      )}
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          {t('failure.again')}
        </Button>
      )}
    </div>
  );
}

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}

export const EmptyState = ({ icon, title, children }: EmptyStateProps) => (
  <div className={classes.state}>
    <span className={classes.icon} aria-hidden="true">
      {icon}
    </span>
    <Title order={2}>{title}</Title>
    <Text c="dimmed" maw={460} component="div">
      {children}
    </Text>
  </div>
);
