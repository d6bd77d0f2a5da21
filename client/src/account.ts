import type { CallInput, CallName, CallOutputs } from '@tollgate/contract/calls';
import type { Answer } from './outcome.ts';

type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<Answer<CallOutputs[N]>>;

/** What people do with their own accounts. */
export const accountCalls = (call: Call) => ({
  /** Sets what the user lets themselves spend in a UTC day and month, in microcredits; `null`: no limit. In force at once. */
  setSpendingLimit: (limit: CallInput<'setSpendingLimit'>) => call('setSpendingLimit', limit),
  /** What the user was charged by service, in the last 31 UTC days and 13 months. */
  getUsage: () => call('getUsage', {}),
  /** Changes the name that the user is shown by. */
  updateProfile: (profile: CallInput<'updateProfile'>) => call('updateProfile', profile),
  /** Marks what the user was told as read, up to and with this one. */
  markNoticesRead: (upTo: number) => call('markNoticesRead', { upTo }),
  /** A part of all that is kept about the user; `cursor` of the answer asks for the next. */
  exportData: (cursor?: string) => call('exportData', cursor === undefined ? {} : { cursor }),
  /** Closes the account for good: what is personal goes, the ledger stays under an id that names nobody. */
  deleteAccount: () => call('deleteAccount', { confirm: 'delete my account' }),
});
