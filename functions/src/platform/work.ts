import type { GenerateChunk } from '@tollgate/contract/activity/generation';
import { type CallName, callInputs, type ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import * as z from 'zod';
import { type AdmittedCaller, admit } from './access/admit.ts';
import { refuseTooMany } from './access/call-limits.ts';
import { refuseOldSignIn } from './access/recent-sign-in.ts';
import type { Caller } from './caller.ts';
import { nowMs, steadyMs } from './clock.ts';
import { loadFirestore } from './firestore.ts';
import { log } from './log.ts';
import { measured } from './measure.ts';
import { refuseUnreadable, UnreadableDocument } from './unreadable.ts';

/** Sends a piece of a streamed answer; does nothing for a caller that does not stream. */
export type Stream = (chunk: GenerateChunk) => Promise<void>;

export type Handler<N extends CallName> = (
  input: ParsedInput<N>,
  caller: AdmittedCaller<N>,
  stream: Stream,
  gone: AbortSignal,
) => Promise<CallOutputs[N] | Refusal>;

/** What comes in through a door: whatever was sent, and who sent it, or why that can't be told. */
export interface Call {
  input: unknown;
  caller: Caller | Refusal;
  stream: Stream;
  /** Aborted when nobody waits for the answer any more. */
  gone: AbortSignal;
  /** Through which door, for the log. */
  door: 'callable' | 'http';
}

export type Work<N extends CallName> = (call: Call) => Promise<CallOutputs[N] | Refusal>;

/** Something went wrong on our side: it is in the log, and this is what a caller may know of it. */
export class CallFailed extends Error {
  constructor() {
    super('Something went wrong on our side. Nothing was charged twice; try again.');
  }
}

/**
 * One call, whichever way it comes in: its name gives the input schema and the row in the table of calls, the
 * handler does one thing. Limit, parsing, access, logging and measuring are here, once, for all of them.
 * Throws {@link CallFailed} alone.
 */
export function workOf<N extends CallName>(name: N, handler: Handler<N>): Work<N> {
  return async ({ input, caller, stream, gone, door }) => {
    const startedMs = performance.now();
    let subject: Subject = { call: name, ...(door === 'http' ? { door } : {}) };
    const outcome = await measured(name, run);
    const durationMs = Math.round(performance.now() - startedMs);
    if (isRefusal(outcome)) log.info(`${name} refused`, { ...subject, reason: outcome.reason, durationMs });
    else log.info(name, { ...subject, ...namedIn(outcome), durationMs });
    return outcome;

    async function run(): Promise<CallOutputs[N] | Refusal> {
      if (isRefusal(caller)) return caller;
      subject = { ...subject, userId: caller.userId };
      // Before anything is parsed: what is refused here costs as little as it can.
      const tooMany = refuseTooMany(name, caller, steadyMs());
      if (tooMany) return tooMany;
      const parsed = callInputs[name].safeParse(input ?? {});
      if (!parsed.success) return invalid(parsed.error.issues);
      subject = { ...subject, ...namedIn(parsed.data) };
      const refused = refuseOldSignIn(name, caller, nowMs());
      if (refused) return refused;
      try {
        await loadFirestore();
        // The schema is the one that `name` names, which TypeScript can't follow through the index.
        const input = parsed.data as ParsedInput<N>;
        const admitted = await admit(name, caller, input);
        return isRefusal(admitted) ? admitted : await handler(input, admitted, stream, gone);
      } catch (error) {
        if (error instanceof UnreadableDocument) return refuseUnreadable(error, name, caller.userId);
        log.error(`${name} failed`, error, { ...subject });
        throw new CallFailed();
      }
    }
  };
}

/** The refusal of input that a schema does not take. */
export const invalid = (issues: readonly { path: PropertyKey[]; message: string }[]): Refusal => {
  const lines = issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = lines[0];
  return refuse(
    'invalid_argument',
    `${first?.path ? `${first.path}: ` : ''}${first?.message ?? 'not understood'}`,
    {
      issues: lines,
    },
  );
};

/**
 * What a line in the log is about: enough to find the activity, which is `USER.REQUEST` where it is not
 * named.
 */
type Subject = { call: CallName; door?: 'http'; userId?: string } & Partial<z.infer<typeof namedSchema>>;

/** What has not the form of an id could be anything that somebody typed, and stays out of the log. */
const namedSchema = z.object({
  activityId: z
    .string()
    .regex(/^[\w-]{1,128}\.[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
  requestId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional()
    .catch(undefined),
});

const namedIn = (inputOrAnswer: object) => namedSchema.parse(inputOrAnswer);
