import type { GenerateChunk } from '@tollgate/contract/activity/generation';
import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { addressOf, type CallAddress, type CallAt } from '@tollgate/contract/calls/table';
import { toMicro } from '@tollgate/contract/common/money';
import type { RefusalReason } from '@tollgate/contract/refusals/refusals';
import type { LiveActivity } from './activity.ts';
import type { Core } from './core.ts';
import type { Transport } from './transport.ts';

/** For tests: a server that answers as told, a clock that never makes anyone wait. */

/** What the Firebase SDK throws for a refusal. */
export const refusal = (reason: RefusalReason, message: string, details: object = {}) =>
  Object.assign(new Error(`${message} [400]`), {
    code: 'functions/failed-precondition',
    details: { reason, ...details },
  });

/** What the Firebase SDK throws when a fetch failed. */
export const lostNetwork = () => Object.assign(new Error('internal [0]'), { code: 'functions/internal' });

type Calls = {
  [N in CallName]?: (input: Record<string, unknown>) => CallOutputs[N] | Promise<CallOutputs[N]>;
};
type Stream = (
  input: { requestId: string },
  onChunk: (chunk: GenerateChunk) => void,
) => CallOutputs['generate'] | Promise<CallOutputs['generate']>;

export function fakeCore({ stream, ...calls }: Calls & { stream?: Stream }, activity?: () => LiveActivity) {
  const asked: { name: string; input: Record<string, unknown> }[] = [];
  const waits: number[] = [];
  const transport: Transport = {
    async call<A extends CallAddress>(address: A, input: CallInput<CallAt<A>>) {
      const name = address.slice(address.indexOf('/') + 1) as CallAt<A>;
      asked.push({ name, input: { ...input } });
      const handler: Calls[CallAt<A>] = calls[name];
      if (!handler || addressOf(name) !== address) throw new Error(`the test expects no call of ${address}`);
      return handler({ ...input });
    },
    async generate(input, onChunk) {
      asked.push({ name: 'generate', input: { ...input } });
      if (!stream) throw new Error('the test expects no call of generate');
      return stream(input, onChunk);
    },
  };
  let made = 0;
  const core: Core = {
    transport,
    timing: {
      random: () => 0.5,
      wait: async (ms) => {
        waits.push(ms);
      },
    },
    userId: () => 'ada',
    newRequestId: () => `request-${++made}`,
    watchActivity(_activityId, onChange, onError) {
      if (activity) onChange(activity());
      else onError({ code: 'not_owner', message: 'no activity in this test', details: {} });
      return () => undefined;
    },
  };
  return { core, asked, waits, names: () => asked.map((call) => call.name) };
}

export const hold = (creditsMicro: number, heldMicro: number): CallOutputs['validateAndDeductCredits'] => ({
  activityId: 'ada.request-1',
  status: 'pending',
  heldMicro: toMicro(heldMicro),
  creditsMicro: toMicro(creditsMicro),
  priceVersion: 1,
  expiresAt: 0,
});

export const ended = (
  status: 'completed' | 'failed' | 'cancelled',
  chargedMicro: number,
  creditsMicro: number,
): CallOutputs['updateAIActivityStatus'] => ({
  activityId: 'ada.request-1',
  status,
  chargedMicro: toMicro(chargedMicro),
  creditsMicro: toMicro(creditsMicro),
});

export const liveActivity = (changes: Partial<LiveActivity>): LiveActivity => ({
  activityId: 'ada.request-1',
  userId: 'ada',
  email: null,
  displayName: null,
  country: null,
  isGuest: false,
  aiType: 'video',
  service: 'local-video',
  runBy: 'server',
  status: 'completed',
  progress: 100,
  unit: 'second',
  units: 4,
  usedUnits: 4,
  heldMicro: 0,
  chargedMicro: 0,
  priceVersion: 1,
  promptPreview: '',
  hasResult: true,
  simulated: true,
  error: null,
  createdAt: 0,
  startedAt: null,
  endedAt: null,
  processingTimeMs: null,
  cancelRequestedAt: null,
  creditsMicroAtEnd: null,
  ...changes,
});
