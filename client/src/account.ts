import type { CallInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { CallAddress, CallAt } from '@tollgate/contract/calls/table';
import type { AccountCalls } from './api.ts';
import type { Answer } from './outcome.ts';

type Call = <A extends CallAddress>(
  address: A,
  input: CallInput<CallAt<A>>,
) => Promise<Answer<CallOutputs[CallAt<A>]>>;

export const accountCalls = (call: Call): AccountCalls => ({
  setSpendingLimit: (limit) => call('account/setSpendingLimit', limit),
  getUsage: () => call('account/getUsage', {}),
  updateProfile: (profile) => call('account/updateProfile', profile),
  markNoticesRead: (upTo) => call('account/markNoticesRead', { upTo }),
  exportData: (cursor) => call('account/exportData', { cursor }),
  deleteAccount: () => call('account/deleteAccount', { confirm: 'delete my account' }),
});
