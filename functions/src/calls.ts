import type { CallName } from '@tollgate/contract/calls/inputs.schema';
import { CALL_FUNCTIONS, CALL_NAMES, CALLS, type CallFunctionName } from '@tollgate/contract/calls/table';
import * as abuse from './abuse/callables.ts';
import * as account from './account/callables.ts';
import * as admin from './admin/callables.ts';
import * as apiKeys from './api-keys/callables.ts';
import * as billing from './billing/callables.ts';
import * as credits from './credits/callables.ts';
import * as gate from './gate/callables.ts';
import * as generation from './generation/callables.ts';
import * as limits from './limits/callables.ts';
import { callableFunction, lastSegment } from './platform/callable.ts';
import { KEEPS_FORMER_NAMES } from './platform/options.ts';
import type { Work } from './platform/work.ts';
import * as reconcile from './reconcile/callables.ts';
import * as settings from './settings/callables.ts';

/** Every call of the table, by name. One that nobody wrote doesn't compile. */
const WORKS: { [N in CallName]: Work<N> } = {
  ...{ ...credits, ...gate, ...generation, ...account, ...apiKeys, ...billing },
  ...{ ...admin, ...abuse, ...limits, ...settings, ...reconcile },
};

/**
 * A deployed function, with the calls that the table gives it: the one of its name, or those that its path
 * tells apart.
 */
export function functionFor(name: CallFunctionName) {
  const served = new Map<string, Work<CallName>>(
    CALL_NAMES.filter((call) => CALLS[call].function === name).map((call) => [call, workOf(call)]),
  );
  const own = served.get(name);
  return callableFunction(CALL_FUNCTIONS[name], (path) => own ?? served.get(lastSegment(path)));
}

/**
 * A call that shares a function now, under the function of its own that it had before; where that is wished
 * for.
 */
export const formerFunction = (name: CallName) =>
  KEEPS_FORMER_NAMES ? callableFunction(CALL_FUNCTIONS[CALLS[name].function], () => workOf(name)) : undefined;

/** The input is parsed by the call itself, so whatever comes in may go to any of them. */
const workOf = (name: CallName): Work<CallName> => WORKS[name] as Work<CallName>;
