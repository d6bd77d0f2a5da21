import { Button, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './figures-head.module.css';

interface Props {
  title: string;
  /** Of when the figures are. */
  asOf: string;
  /** The choice of a period: its name, and its links, each with {@link periodLink}. */
  period: { label: string; links: ReactNode };
  refresh: { label: string; busy: boolean; read: () => void };
}

/** The look of a link to a period; the one in force is `aria-current`. */
export const periodLink = classes.period;

/** The head of a page of figures: what it is, of when, of which period, and reading it anew. */
export function FiguresHead({ title, asOf, period, refresh }: Props) {
  return (
    <header className={classes.head}>
      <div>
        <Title order={1}>{title}</Title>
        <p className={`${classes.sub} num`} role="status">
          {asOf}
        </p>
      </div>
      <div className={classes.tools}>
        <nav className={classes.periods} aria-label={period.label}>
          {period.links}
        </nav>
        <Button
          variant="default"
          size="xs"
          loading={refresh.busy}
          onClick={refresh.read}
          leftSection={<IconRefresh size={15} aria-hidden="true" />}
        >
          {refresh.label}
        </Button>
      </div>
    </header>
  );
}
