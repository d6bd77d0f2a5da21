import {
  type Icon,
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconClockX,
  IconGavel,
  IconHourglassEmpty,
} from '@tabler/icons-react';
import type { OrderStatus } from '@tollgate/client/buying';
import classes from './status-badge.module.css';

const ICONS: Record<OrderStatus, Icon> = {
  open: IconHourglassEmpty,
  paid: IconCheck,
  expired: IconClockX,
  failed: IconAlertTriangle,
  partly_refunded: IconArrowBackUp,
  refunded: IconArrowBackUp,
  disputed: IconGavel,
};

/** The statuses of activities whose colours fit. */
const LIKE: Record<OrderStatus, string> = {
  open: 'pending',
  paid: 'completed',
  expired: 'none',
  failed: 'failed',
  partly_refunded: 'cancelled',
  refunded: 'cancelled',
  disputed: 'cancelled',
};

export function OrderBadge({ status, label }: { status: OrderStatus; label: string }) {
  const StatusIcon = ICONS[status];
  return (
    <span className={classes.badge} data-status={LIKE[status]}>
      <StatusIcon size={14} aria-hidden="true" />
      {label}
    </span>
  );
}
