import { type CallName, callInputs } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import * as z from 'zod';
import { getUsage } from '../account/callables.ts';
import { getCreditLogs, getUserProfile } from '../credits/callables.ts';
import {
  cancelActivity,
  canPerform,
  updateAIActivityStatus,
  validateAndDeductCredits,
} from '../gate/callables.ts';
import { generate, getActivity } from '../generation/callables.ts';
import { nowMs } from '../platform/clock.ts';
import type { Asked, Endpoint } from '../platform/http-server.ts';
import type { Work } from '../platform/work.ts';
import { allowanceOf, balanceOf, packsOf, servicesOf, usageOf } from './answers.ts';

/** What the HTTP API has: each endpoint is a call that Firebase's SDKs make too, by another name. */

interface Through<N extends CallName> {
  work: Work<N>;
  fields?: z.ZodType<Record<string, unknown>>;
  input?: (asked: Asked) => object;
  answer?: (output: CallOutputs[N]) => object;
  needsKey?: boolean;
  streams?: boolean;
}

const NO_FIELDS = z.strictObject({});

function endpoint<N extends CallName>(
  method: Endpoint['method'],
  path: string,
  {
    work,
    fields = NO_FIELDS,
    input = (asked) => asked.fields,
    answer = (output) => output,
    needsKey = false,
    streams = false,
  }: Through<N>,
): Endpoint {
  return {
    ...{ method, path, fields, needsKey, streams },
    async run(asked, caller, stream, gone) {
      const output = await work({ input: input(asked), caller, stream, gone, door: 'http' });
      return isRefusal(output) ? output : answer(output);
    },
  };
}

const { generate: generation, updateAIActivityStatus: update, getCreditLogs: ledger } = callInputs;
const wanted = generation.omit({ requestId: true });
const withKey = ({ fields, requestId }: Asked) => ({ ...fields, requestId });
const ofActivity = ({ params }: Asked) => ({ activityId: params.activityId });
/** Where a guest's allowance is counted by the browser too. */
const ofBrowser = callInputs.getUserProfile;
/** A query is text. */
const pageOf = z.strictObject({
  ...ledger.pick({ type: true, cursor: true }).shape,
  limit: z.coerce.number().pipe(ledger.shape.limit.unwrap()).optional(),
});

const ending = (
  status: 'processing' | 'completed' | 'failed',
  fields: z.ZodType<Record<string, unknown>>,
) => ({
  work: updateAIActivityStatus,
  fields,
  input: (asked: Asked) => ({ ...asked.fields, ...ofActivity(asked), status }),
});

export const ENDPOINTS: readonly Endpoint[] = [
  endpoint('GET', '/v1/balance', { work: getUserProfile, answer: balanceOf }),
  endpoint('GET', '/v1/allowance', { work: getUserProfile, fields: ofBrowser, answer: allowanceOf }),
  endpoint('GET', '/v1/services', { work: getUserProfile, answer: servicesOf }),
  endpoint('GET', '/v1/packs', { work: getUserProfile, answer: packsOf }),
  endpoint('GET', '/v1/usage', { work: getUsage, answer: (usage) => usageOf(usage, nowMs()) }),
  endpoint('GET', '/v1/history', { work: getCreditLogs, fields: pageOf }),
  endpoint('POST', '/v1/quote', { work: canPerform, fields: callInputs.canPerform }),
  endpoint('POST', '/v1/generations', {
    work: generate,
    ...{ fields: wanted, input: withKey, needsKey: true, streams: true },
  }),
  endpoint('GET', '/v1/generations/:activityId', { work: getActivity, input: ofActivity }),
  endpoint('POST', '/v1/generations/:activityId/cancel', { work: cancelActivity, input: ofActivity }),
  endpoint('POST', '/v1/holds', {
    work: validateAndDeductCredits,
    ...{ fields: wanted, input: withKey, needsKey: true },
  }),
  endpoint(
    'POST',
    '/v1/holds/:activityId/settle',
    ending('completed', update.pick({ units: true, resultUrl: true })),
  ),
  endpoint('POST', '/v1/holds/:activityId/fail', ending('failed', update.pick({ errorMessage: true }))),
  endpoint(
    'POST',
    '/v1/holds/:activityId/progress',
    ending('processing', update.pick({ progress: true }).required()),
  ),
];
