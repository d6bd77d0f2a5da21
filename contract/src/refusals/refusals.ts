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

/** The code of the callable protocol. Apart from the list, because the SDK needs only the reasons. */
export const REFUSAL_CODES = {
  unauthenticated: 'unauthenticated',
  recent_sign_in_required: 'unauthenticated',
  invalid_argument: 'invalid-argument',
  suspended: 'permission-denied',
  paused: 'permission-denied',
  ip_blocked: 'permission-denied',
  not_admin: 'permission-denied',
  not_owner: 'permission-denied',
  rate_limited: 'resource-exhausted',
  guest_limit: 'resource-exhausted',
  spending_limit: 'resource-exhausted',
  insufficient_credits: 'failed-precondition',
  price_changed: 'aborted',
  prompt_rejected: 'failed-precondition',
  request_reused: 'already-exists',
  activity_ended: 'failed-precondition',
  config_conflict: 'aborted',
  contended: 'unavailable',
  not_found: 'not-found',
  provider_failed: 'internal',
  not_for_sale: 'failed-precondition',
  payment_unavailable: 'unavailable',
  foreign_document: 'failed-precondition',
  damaged_document: 'data-loss',
} as const satisfies Record<RefusalReason, string>;

/**
 * The HTTP status: 402 for too few credits, 429 for a limit, 422 for input that is refused every time, 502
 * when the provider failed and nothing was charged.
 */
export const REFUSAL_STATUS = {
  unauthenticated: 401,
  recent_sign_in_required: 401,
  invalid_argument: 400,
  suspended: 403,
  paused: 403,
  ip_blocked: 403,
  not_admin: 403,
  not_owner: 403,
  rate_limited: 429,
  guest_limit: 429,
  spending_limit: 429,
  insufficient_credits: 402,
  price_changed: 409,
  prompt_rejected: 422,
  request_reused: 409,
  activity_ended: 409,
  config_conflict: 409,
  contended: 503,
  not_found: 404,
  provider_failed: 502,
  not_for_sale: 409,
  payment_unavailable: 503,
  foreign_document: 409,
  damaged_document: 500,
} as const satisfies Record<RefusalReason, number>;

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
