import type { Severity } from './severity.ts';
import type { AbuseSignal, AbuseType } from './signals.ts';

/** What a person who looked at an abuse record made of it. */
export const ABUSE_RESOLUTIONS = ['confirmed', 'dismissed'] as const;
export type AbuseResolution = (typeof ABUSE_RESOLUTIONS)[number];

export const ABUSE_STATES = ['open', 'resolved'] as const;
export type AbuseState = (typeof ABUSE_STATES)[number];

/** `abuse_detection/{whom}.{signal}.{hour or day}`: what was noticed about one user in one hour or day. */
export interface AbuseRecord {
  /** The user; for a signal about an address, the user who called last. */
  userId: string;
  email: string | null;
  signal: AbuseSignal;
  type: AbuseType;
  severity: Severity;
  count: number;
  /** A sentence for admins. */
  description: string;
  /** The activity that raised it last, if it was one. */
  activityId: string | null;
  /** The account would have been suspended, but it belongs to the only active admin. */
  sparedLastAdmin: boolean;
  state: AbuseState;
  resolvedAt: number | null;
  /** The uid of the admin or moderator. */
  resolvedBy: string | null;
  resolution: AbuseResolution | null;
  createdAt: number;
  updatedAt: number;
}
