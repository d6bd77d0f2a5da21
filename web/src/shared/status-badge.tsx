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
import { useTranslation } from 'react-i18next';
import classes from './status-badge.module.css';

const ICONS: Record<ActivityStatus, Icon> = {
  pending: IconHourglassEmpty,
  processing: IconLoader2,
  completed: IconCheck,
  failed: IconAlertTriangle,
  cancelled: IconPlayerStop,
  expired: IconClockX,
};

/** `label` where a page has words of its own for a status. */
export function StatusBadge({ status, label }: { status: ActivityStatus; label?: string }) {
  const { t } = useTranslation();
  const StatusIcon = ICONS[status];
  return (
    <span className={classes.badge} data-status={status}>
      <StatusIcon size={14} aria-hidden="true" />
      {label ?? t(`status.${status}`)}
    </span>
  );
}
