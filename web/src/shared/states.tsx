import { Button, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './states.module.css';

interface ErrorStateProps {
  title: string;
  why: string;
  onRetry?: () => void;
}

export const ErrorState = ({ title, why, onRetry }: ErrorStateProps) => (
  <div className={classes.state} role="alert">
    <Title order={2}>{title}</Title>
    <Text c="dimmed" maw={460}>
      {why}
    </Text>
    {onRetry && (
      <Button variant="default" onClick={onRetry}>
        Try again
      </Button>
    )}
  </div>
);

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
