import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './account.module.css';

interface Props {
  title: string;
  /** Takes the whole width. */
  wide?: boolean;
  testId: string;
  children: ReactNode;
}

export function Section({ title, wide = false, testId, children }: Props) {
  const id = useId();
  return (
    <section
      className={`surface ${classes.section} ${wide ? classes.wide : ''}`}
      aria-labelledby={id}
      data-testid={testId}
    >
      <Title order={2} id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}
