import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './demo.module.css';

/** A component with what it is for, and its states. */
export function Section({ name, about, children }: { name: string; about: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={name}>
      <Title order={2}>
        <code dir="ltr">{name}</code>
      </Title>
      <p className={classes.about}>{about}</p>
      {children}
    </section>
  );
}

export const Specimens = ({ children }: { children: ReactNode }) => (
  <div className={classes.specimens}>{children}</div>
);
