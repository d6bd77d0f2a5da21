import { Title } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './account.module.css';

interface Props {
  title: string;
  /** Takes the whole width. */
  wide?: boolean;
  testId: string;
  /** What an address ends with, after its `#`, that leads here. */
  anchor?: string;
  children: ReactNode;
}

export function Section({ title, wide = false, testId, anchor, children }: Props) {
  const id = useId();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // The browser has looked for it before it was drawn.
    if (anchor !== undefined && location.hash === `#${anchor}`) place.current?.scrollIntoView();
  }, [anchor]);
  return (
    <section
      ref={place}
      id={anchor}
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
