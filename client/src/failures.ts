import { isRefusalReason, type RefusalDetails } from '@tollgate/contract/refusals';
import type { Failure } from './outcome.ts';

const NETWORK_MESSAGE = 'The server could not be reached. Check your connection and try again.';
const INTERNAL_MESSAGE = 'Something went wrong on the server. Nothing was charged twice; try again.';

/** Codes of the callable protocol that mean "no answer", whoever gave up first. */
const NO_ANSWER = new Set(['unavailable', 'deadline-exceeded', 'network-request-failed', 'cancelled']);

/** Thrown by the transport when a stream ended without an answer: the server, or the line to it, died. */
export class StreamCut extends Error {}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const numberIn = (from: Record<string, unknown>, key: string): Record<string, number> => {
  const value = from[key];
  return typeof value === 'number' && Number.isFinite(value) ? { [key]: value } : {};
};

function readDetails(raw: Record<string, unknown>): RefusalDetails {
  const details: RefusalDetails = {
    ...numberIn(raw, 'retryAfterMs'),
    ...numberIn(raw, 'requiredMicro'),
    ...numberIn(raw, 'availableMicro'),
    ...numberIn(raw, 'currentVersion'),
  };
  if (raw.limitOf === 'address') details.limitOf = raw.limitOf;
  if (raw.period === 'day' || raw.period === 'month') details.period = raw.period;
  if (Array.isArray(raw.categories)) details.categories = raw.categories.map(String);
  if (Array.isArray(raw.issues)) {
    details.issues = raw.issues
      .filter(isObject)
      .map((issue) => ({ path: String(issue.path ?? ''), message: String(issue.message ?? '') }));
  }
  return details;
}

/** The Firebase SDK appends the HTTP status to a message: "Not enough credits [400]". */
const withoutStatus = (message: string) => message.replace(/\s*\[\d+\]$/, '');

/** Whatever a callable threw, as a value: a refusal by its reason, else `network` or `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof StreamCut) return { code: 'network', message: NETWORK_MESSAGE, details: {} };
  if (!isObject(error)) return { code: 'internal', message: INTERNAL_MESSAGE, details: {} };
  const message = typeof error.message === 'string' ? error.message : '';
  const details = isObject(error.details) ? error.details : {};
  if (isRefusalReason(details.reason)) {
    return { code: details.reason, message: withoutStatus(message), details: readDetails(details) };
  }
  const code = typeof error.code === 'string' ? error.code.replace(/^[a-z]+\//, '') : '';
  if (code === 'unauthenticated') {
    return { code: 'unauthenticated', message: 'Your sign-in has ended. Sign in again.', details: {} };
  }
  // A failed fetch has no code of its own: the SDK reports it as status 0 under "internal".
  const lost = NO_ANSWER.has(code) || (code === 'internal' && message === 'internal [0]');
  return lost
    ? { code: 'network', message: NETWORK_MESSAGE, details: {} }
    : { code: 'internal', message: INTERNAL_MESSAGE, details: {} };
}
