import type { GenerateChunk } from '@tollgate/contract/activity/generation';
import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { CallAddress, CallAt } from '@tollgate/contract/calls/table';
import type { Functions } from 'firebase/functions';
import { httpsCallable } from 'firebase/functions';
import { StreamCut } from './failures.ts';

/** How the SDK reaches the callables. Both may throw what Firebase throws; `failures.ts` reads it. */
export interface Transport {
  call<A extends CallAddress>(address: A, input: CallInput<CallAt<A>>): Promise<CallOutputs[CallAt<A>]>;
  generate(
    input: CallInput<'generate'>,
    onChunk: (chunk: GenerateChunk) => void,
  ): Promise<CallOutputs['generate']>;
}

/** The callable protocol sends `undefined` as null, which is another value than none. */
const defined = <T extends object>(input: T): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

/** Names the function to whoever asks why it did not answer. */
const named =
  (functionName: string) =>
  (error: unknown): never => {
    throw Object.assign(Object(error), { functionName });
  };

/** The calls to which it matters in which browser a guest is; two of them cost something. */
const TAKES_MORE: readonly CallAddress[] = [
  'ensureUser',
  'getUserProfile',
  'generate',
  'validateAndDeductCredits',
];

/**
 * Each of these needs an App Check token of its own, where App Check is enforced: the functions take it once.
 */
const givesCredits = (address: CallAddress): boolean =>
  address === 'grantCreditsToUser' || address.startsWith('refunds/');

/**
 * What the SDK adds to those: the id of this browser while a guest uses it, and what was quoted for what is
 * asked for.
 */
type More = (input: { service?: unknown; units?: unknown }) => {
  browserId?: string | undefined;
  maxCostMicro?: number | undefined;
};

export function firebaseTransport(functions: Functions, more: More = () => ({})): Transport {
  const filled = (address: CallAddress, input: object): object =>
    defined(TAKES_MORE.includes(address) ? { ...more(input), ...input } : input);
  return {
    async call<A extends CallAddress>(address: A, input: CallInput<CallAt<A>>) {
      const callable = httpsCallable<object, CallOutputs[CallAt<A>]>(functions, address, {
        limitedUseAppCheckTokens: givesCredits(address),
      });
      return (await callable(filled(address, input)).catch(named(address))).data;
    },

    async generate(input, onChunk) {
      const callable = httpsCallable<object, CallOutputs['generate'], GenerateChunk>(functions, 'generate');
      const answer = await callable.stream(filled('generate', input));
      // Read below; until then a failure must not count as an unhandled rejection.
      answer.data.catch(() => undefined);
      for await (const chunk of answer.stream) onChunk(chunk);
      // A stream that was cut ends like a whole one, but its `data` never settles.
      const cut = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new StreamCut())));
      return Promise.race([answer.data.catch(named('generate')), cut]);
    },
  };
}
