import type { Severity } from './severity.ts';
import type { AbuseSignal, AbuseType } from './signals.ts';

/** What a person who looked at an abuse record made of it. */
export const ABUSE_RESOLUTIONS = ['confirmed', 'dismissed'] as const;
export type AbuseResolution = (typeof ABUSE_RESOLUTIONS)[number];

export const ABUSE_STATES = ['open', 'resolved'] as const;
export type AbuseState = (typeof ABUSE_STATES)[number];

/** `abuse_detection/{whom}.{signal}.{hour or day}`: what was noticed about one user in one hour or day. */
export interface AbuseRecord {
  /** Whose; of an address, the user who was counted last. */
  userId: string;
  email: string | null;
  signal: AbuseSignal;
  type: AbuseType;
  severity: Severity;
  count: number;
  /** A sentence for admins. */
  description: string;
  /** What it was last noticed by, where that is an activity. */
  activityId: string | null;
  /** It would have suspended the account, and did not: nobody else was an active admin. */
  sparedLastAdmin: boolean;
  state: AbuseState;
  resolvedAt: number | null;
  /** The uid of the admin or moderator. */
  resolvedBy: string | null;
  resolution: AbuseResolution | null;
  createdAt: number;
  updatedAt: number;
}
