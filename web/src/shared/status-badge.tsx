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

export function StatusBadge({ status }: { status: ActivityStatus }) {
  const { label, icon: StatusIcon } = STATUSES[status];
  return (
    <span className={classes.badge} data-status={status}>
      <StatusIcon size={14} aria-hidden="true" />
      {label}
    </span>
  );
}
