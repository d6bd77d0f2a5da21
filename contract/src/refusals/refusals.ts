import type { Unit } from '../kinds/units.ts';
import type { ChargedFailure } from '../limits/failures.ts';

/**
 * A refusal is an expected "no": a value inside the system, an `HttpsError` at its edge. Clients branch on
 * `reason`, never on the message. This is the whole list.
 */
const REFUSAL_REASONS = [
  'unauthenticated',
  'recent_sign_in_required',
  'invalid_argument',
  'suspended',
  'paused',
  'ip_blocked',
  'not_admin',
  'not_owner',
  'rate_limited',
  'guest_limit',
  'spending_limit',
  'insufficient_credits',
  'price_changed',
  'prompt_rejected',
  'request_reused',
  'activity_ended',
  'config_conflict',
  'contended',
  'not_found',
  'provider_failed',
  'not_for_sale',
  'payment_unavailable',
  'foreign_document',
  'damaged_document',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/**
 * How a refusal is said: `code` is what the callable protocol carries, `status` what HTTP does. 402: too few
 * credits. 422: it was understood and is not wanted, so sending it again is of no use. 429: a limit. 502: the
 * provider failed, and nothing was charged. Apart from the list, because the SDK needs the reasons alone.
 */
export const REFUSALS = {
  unauthenticated: { code: 'unauthenticated', status: 401 },
  recent_sign_in_required: { code: 'unauthenticated', status: 401 },
  invalid_argument: { code: 'invalid-argument', status: 400 },
  suspended: { code: 'permission-denied', status: 403 },
  paused: { code: 'permission-denied', status: 403 },
  ip_blocked: { code: 'permission-denied', status: 403 },
  not_admin: { code: 'permission-denied', status: 403 },
  not_owner: { code: 'permission-denied', status: 403 },
  rate_limited: { code: 'resource-exhausted', status: 429 },
  guest_limit: { code: 'resource-exhausted', status: 429 },
  spending_limit: { code: 'resource-exhausted', status: 429 },
  insufficient_credits: { code: 'failed-precondition', status: 402 },
  price_changed: { code: 'aborted', status: 409 },
  prompt_rejected: { code: 'failed-precondition', status: 422 },
  request_reused: { code: 'already-exists', status: 409 },
  activity_ended: { code: 'failed-precondition', status: 409 },
  config_conflict: { code: 'aborted', status: 409 },
  contended: { code: 'unavailable', status: 503 },
  not_found: { code: 'not-found', status: 404 },
  provider_failed: { code: 'internal', status: 502 },
  not_for_sale: { code: 'failed-precondition', status: 409 },
  payment_unavailable: { code: 'unavailable', status: 503 },
  foreign_document: { code: 'failed-precondition', status: 409 },
  damaged_document: { code: 'data-loss', status: 500 },
} as const satisfies Record<RefusalReason, { code: string; status: number }>;

/** What a refusal carries besides its reason. */
export interface RefusalDetails {
  /** `invalid_argument`: one line per field that is wrong. */
  issues?: { path: string; message: string }[];
  /**
   * `rate_limited`, `guest_limit`, `spending_limit`, `contended`, `payment_unavailable`: milliseconds after
   * which a retry is admitted.
   */
  retryAfterMs?: number;
  /**
   * `rate_limited`: the limit is that of the network address, which others may share, and not the user's own.
   */
  limitOf?: 'address';
  /** `spending_limit`: which of the limits that users set for themselves. */
  period?: 'day' | 'month';
  /**
   * `insufficient_credits`: what it would cost, and what is there; `spending_limit`: what is left of the
   * limit; `price_changed`: what it costs now. In microcredits.
   */
  requiredMicro?: number;
  availableMicro?: number;
  /** Of a failure that was charged: which of the day's allowances of free failures is used up. */
  chargedFor?: ChargedFailure | undefined;
  /**
   * `price_changed`: the price in force. To go on, send the request again with its `costMicro` as
   * `maxCostMicro`.
   */
  quote?: { service: string; units: number; unit: Unit; costMicro: number; priceVersion: number };
  /** `prompt_rejected`: the categories of the terms found, never the terms. */
  categories?: string[];
  /** `config_conflict`: the version that is in force. */
  currentVersion?: number;
  /**
   * `foreign_document`, `damaged_document`: its path, such as `users/UID`, and what the operator should do.
   */
  document?: string;
  advice?: string;
}

export interface Refusal {
  kind: 'refusal';
  reason: RefusalReason;
  /** One sentence for a person: what is wrong and what to do about it. */
  message: string;
  details: RefusalDetails;
}

export const refuse = (reason: RefusalReason, message: string, details: RefusalDetails = {}): Refusal => ({
  kind: 'refusal',
  reason,
  message,
  details,
});

/** The refusal of input with one field that is wrong. */
export const refuseField = (path: string, message: string): Refusal =>
  refuse('invalid_argument', `${path}: ${message}`, { issues: [{ path, message }] });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refusal';

const KNOWN: readonly unknown[] = REFUSAL_REASONS;
export const isRefusalReason = (value: unknown): value is RefusalReason => KNOWN.includes(value);
