import type { StaffCallName } from '@tollgate/contract/calls/table';

interface Action {
  call: StaffCallName;
  /** What it is offered beside: the user, or one of their activities or ledger entries. */
  about: 'user' | 'activity' | 'entry';
  /** What its form asks for beside a reason. */
  asks: 'amount' | 'choice' | null;
  isDangerous: boolean;
  /** Whether the reason stands in the user's ledger, or in what they read while they are barred. */
  isReasonShown: boolean;
}

/**
 * What staff do to a user, each by one call. Without the table of calls, because the router reads the names
 * at the start.
 */
export const STAFF_ACTIONS = {
  grant: {
    call: 'grantCreditsToUser',
    about: 'user',
    asks: 'amount',
    isDangerous: false,
    isReasonShown: true,
  },
  remove: {
    call: 'removeCreditsFromUser',
    about: 'user',
    asks: 'amount',
    isDangerous: true,
    isReasonShown: true,
  },
  refund: {
    call: 'refundActivity',
    about: 'activity',
    asks: 'amount',
    isDangerous: false,
    isReasonShown: true,
  },
  undo: { call: 'undoCreditEntry', about: 'entry', asks: null, isDangerous: false, isReasonShown: true },
  tier: { call: 'setUserTier', about: 'user', asks: 'choice', isDangerous: false, isReasonShown: false },
  limits: { call: 'resetUserLimits', about: 'user', asks: null, isDangerous: false, isReasonShown: false },
  keys: { call: 'revokeUserApiKeys', about: 'user', asks: null, isDangerous: true, isReasonShown: false },
  pause: { call: 'setUserStatus', about: 'user', asks: null, isDangerous: false, isReasonShown: true },
  resume: { call: 'setUserStatus', about: 'user', asks: null, isDangerous: false, isReasonShown: false },
  suspend: { call: 'setUserStatus', about: 'user', asks: null, isDangerous: true, isReasonShown: true },
  lift: { call: 'setUserStatus', about: 'user', asks: null, isDangerous: false, isReasonShown: false },
  note: { call: 'addUserNote', about: 'user', asks: null, isDangerous: false, isReasonShown: false },
  role: { call: 'setStaffRole', about: 'user', asks: 'choice', isDangerous: false, isReasonShown: false },
} as const satisfies Record<string, Action>;

export type StaffAction = keyof typeof STAFF_ACTIONS;

export const isStaffAction = (name: unknown): name is StaffAction =>
  typeof name === 'string' && Object.hasOwn(STAFF_ACTIONS, name);
