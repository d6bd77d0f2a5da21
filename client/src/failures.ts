import type { RefusalDetails, RefusalReason } from '@tollgate/contract/refusals/refusals';
import { fieldsOf, text } from './activity.ts';
import { type Failure, failure, SIGNED_OUT } from './outcome.ts';

const LOST = failure('network', 'The server could not be reached. Check your connection and try again.');
const BROKEN = failure(
  'internal',
  'Something went wrong on the server. Nothing was charged twice; try again.',
);

/** Codes of the callable protocol that mean "no answer", whoever gave up first. */
const NO_ANSWER = new Set(['unavailable', 'deadline-exceeded', 'cancelled']);

/** Thrown by the transport when a stream ended without an answer: the server, or the line to it, died. */
export class StreamCut extends Error {}

/**
 * A failed fetch has no code of its own: the web SDK reports it as status 0 under "internal", and before its
 * version 12 without the status.
 */
const NO_FETCH = /^internal( \[0\])?$/;

/**
 * Whatever a callable threw, as a value: a refusal by its reason, else by what is known of the way to the
 * functions.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof StreamCut) return LOST;
  // Not its fields: a message is no own one of an error that a subclass has made.
  const { message: said, details: raw, code: given }: Record<string, unknown> = Object(error);
  const message = text(said);
  const { reason, hint: why, ...told } = fieldsOf(raw);
  const hint = text(why) || undefined;
  if (text(reason)) {
    // What is named as a number and is none, nobody should wait for or count with.
    const details: RefusalDetails = Object.fromEntries(
      Object.entries(told).filter(
        ([name, value]) => typeof value === 'number' || !/(?:Ms|Micro|Version)$/.test(name),
      ),
    );
    // One that only newer functions know has its sentence all the same, so there is no list of them here. The
    // web SDK appends the HTTP status to a message: "Not enough credits [400]".
    return { code: reason as RefusalReason, message: message.replace(/\s*\[\d+\]$/, ''), details, hint };
  }
  const code = text(given).replace(/^[a-z]+\//, '');
  const isLost = NO_ANSWER.has(code) || (code === 'internal' && NO_FETCH.test(message));
  return { ...(code === 'unauthenticated' ? SIGNED_OUT : isLost ? LOST : BROKEN), hint, cause: error };
}
