import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface Props {
  tone: 'good' | 'warning' | 'danger';
  title?: string;
  /** Interrupts a screen reader. What is not urgent belongs into a `role="status"` around it. */
  alert?: boolean;
  children: ReactNode;
}

/** Something to know about what was just done. */
export const Notice = ({ tone, title, alert, children }: Props) => (
  <div className={`${classes.notice} break`} data-tone={tone} role={alert ? 'alert' : undefined}>
    {title && <p className={classes.title}>{title}</p>}
    {children}
  </div>
);
