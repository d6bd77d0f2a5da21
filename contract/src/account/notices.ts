import { DAY_MS } from '../common/calendar.ts';
import type { Micro } from '../common/money.ts';

/** What a user is told about. */
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

/** The newest so many are kept, and none for longer than that. */
export const MAX_NOTICES = 20;
export const NOTICE_LIFETIME_MS = 90 * DAY_MS;

/** Something that a user was told. */
export interface Notice {
  /** Rising within a user. */
  id: number;
  kind: NoticeKind;
  /** Credits that came or went, or what is left of them. */
  amountMicro: Micro | null;
  /** In the words of whoever did it. */
  reason: string | null;
  createdAt: number;
  readAt: number | null;
}
