import type { CallInput, CallName } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { AccountCalls } from './api.ts';
import type { Answer } from './outcome.ts';

type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<Answer<CallOutputs[N]>>;

export const accountCalls = (call: Call): AccountCalls => ({
  setSpendingLimit: (limit) => call('setSpendingLimit', limit),
  getUsage: () => call('getUsage', {}),
  updateProfile: (profile) => call('updateProfile', profile),
  markNoticesRead: (upTo) => call('markNoticesRead', { upTo }),
  exportData: (cursor) => call('exportData', { cursor }),
  deleteAccount: () => call('deleteAccount', { confirm: 'delete my account' }),
});
