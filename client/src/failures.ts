import type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals';
import { fieldsOf, text } from './activity.ts';
import { type Failure, failure } from './outcome.ts';

const LOST = failure('network', 'The server could not be reached. Check your connection and try again.');
const BROKEN = failure(
  'internal',
  'Something went wrong on the server. Nothing was charged twice; try again.',
);

/** Codes of the callable protocol that mean "no answer", whoever gave up first. */
const NO_ANSWER = new Set(['unavailable', 'deadline-exceeded', 'network-request-failed', 'cancelled']);

/** Thrown by the transport when a stream ended without an answer: the server, or the line to it, died. */
export class StreamCut extends Error {}

/** What is named as a number and is none, nobody should wait for or count with. */
const readDetails = ({ reason: _, ...told }: Record<string, unknown>): RefusalDetails =>
  Object.fromEntries(
    Object.entries(told).filter(
      ([name, value]) => typeof value === 'number' || !/(?:Ms|Micro|Version)$/.test(name),
    ),
  );

/** The Firebase SDK appends the HTTP status to a message: "Not enough credits [400]". */
const withoutStatus = (message: string) => message.replace(/\s*\[\d+\]$/, '');

/** Whatever a callable threw, as a value: a refusal by its reason, else `network` or `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof StreamCut) return LOST;
  // Not its fields: a message is no own one of an error that a subclass has made.
  const { message: said, details: raw, code: given }: Record<string, unknown> = Object(error);
  const [message, details] = [text(said), fieldsOf(raw)];
  // One that only newer functions know has its sentence all the same, so there is no list of them here.
  const reason = text(details.reason);
  if (reason) {
    return { code: reason as RefusalReason, message: withoutStatus(message), details: readDetails(details) };
  }
  const code = text(given).replace(/^[a-z]+\//, '');
  if (code === 'unauthenticated') {
    return failure(code, 'Your sign-in has ended. Sign in again.');
  }
  // A failed fetch has no code of its own: the SDK reports it as status 0 under "internal".
  const isLost = NO_ANSWER.has(code) || (code === 'internal' && message === 'internal [0]');
  return isLost ? LOST : BROKEN;
}
