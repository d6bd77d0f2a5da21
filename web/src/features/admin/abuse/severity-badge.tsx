import type { Severity } from '@tollgate/contract/abuse/severity';
import { useLabels } from '../shared/labels.ts';
import classes from '../shared/lists.module.css';

const TONES: Record<Severity, string> = {
  low: 'plain',
  medium: 'warning',
  high: 'danger',
  critical: 'critical',
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const word = useLabels();
  return (
    <span className={classes.badge} data-tone={TONES[severity]}>
      {word(`fields.${severity}`)}
    </span>
  );
}
