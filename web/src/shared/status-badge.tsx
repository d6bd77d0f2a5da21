import {
  type Icon,
  IconAlertTriangle,
  IconCheck,
  IconClockX,
  IconHourglassEmpty,
  IconLoader2,
  IconPlayerStop,
} from '@tabler/icons-react';
import type { ActivityStatus } from '@tollgate/client';
import classes from './status-badge.module.css';

export const STATUSES: Record<ActivityStatus, { label: string; icon: Icon }> = {
  pending: { label: 'Pending', icon: IconHourglassEmpty },
  processing: { label: 'Processing', icon: IconLoader2 },
  completed: { label: 'Completed', icon: IconCheck },
  failed: { label: 'Failed', icon: IconAlertTriangle },
  cancelled: { label: 'Cancelled', icon: IconPlayerStop },
  expired: { label: 'Expired', icon: IconClockX },
};

/** `label` says the status in the reader's language. */
export function StatusBadge({ status, label }: { status: ActivityStatus; label?: string }) {
  const { label: inEnglish, icon: StatusIcon } = STATUSES[status];
  return (
    <span className={classes.badge} data-status={status}>
      <StatusIcon size={14} aria-hidden="true" />
      {label ?? inEnglish}
    </span>
  );
}
