import { DAY_MS } from '../common/calendar.ts';
import type { Micro } from '../common/money.ts';

/** What a notice is about. */
export const NOTICE_KINDS = [
  'credits_received',
  'credits_removed',
  'credits_expired',
  'low_balance',
  'suspended',
  'paused',
  'reactivated',
  'tier_changed',
  'api_key_made',
  'failure_charged',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Only the newest are kept, and none for longer than this. */
export const MAX_NOTICES = 20;
export const NOTICE_LIFETIME_MS = 90 * DAY_MS;

/** A message to a user. */
export interface Notice {
  /** Ascending for each user. */
  id: number;
  kind: NoticeKind;
  /** Credits that came or went, or what is left of them. */
  amountMicro: Micro | null;
  /** What the person who did it wrote. */
  reason: string | null;
  createdAt: number;
  readAt: number | null;
}
