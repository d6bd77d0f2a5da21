import type { StaffCallName } from '@tollgate/contract/calls/table';

/**
 * What staff do to a user, each by one call. Without the table itself, because the router reads the names at
 * the start.
 */
export const STAFF_ACTIONS = {
  grant: 'grantCreditsToUser',
  remove: 'removeCreditsFromUser',
  refund: 'refundActivity',
  undo: 'undoCreditEntry',
  tier: 'setUserTier',
  limits: 'resetUserLimits',
  keys: 'revokeUserApiKeys',
  pause: 'setUserStatus',
  resume: 'setUserStatus',
  suspend: 'setUserStatus',
  lift: 'setUserStatus',
  note: 'addUserNote',
  role: 'setStaffRole',
} as const satisfies Record<string, StaffCallName>;

export type StaffAction = keyof typeof STAFF_ACTIONS;

export const isStaffAction = (name: unknown): name is StaffAction =>
  typeof name === 'string' && Object.hasOwn(STAFF_ACTIONS, name);
