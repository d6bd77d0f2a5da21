export const ACTIVITY_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type ActivityStatus = (typeof ACTIVITY_STATUSES)[number];

/** An activity in one of these has not ended: its hold counts in `heldMicro`. */
export const OPEN_STATUSES = ['pending', 'processing'] as const satisfies readonly ActivityStatus[];

/** An activity in one of these has ended, once. */
export const ENDED_STATUSES = [
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const satisfies readonly ActivityStatus[];

export const isOpen = (status: ActivityStatus): boolean => status === 'pending' || status === 'processing';
