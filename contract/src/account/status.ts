export const USER_STATUSES = ['active', 'paused', 'suspended', 'deleted'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** Statuses that staff can set. Only owners delete their accounts. */
export const SETTABLE_STATUSES = ['active', 'paused', 'suspended'] as const satisfies readonly UserStatus[];
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];

/** Users with these statuses may not generate. */
export const SHUT_OUT_STATUSES = ['suspended', 'paused'] as const satisfies readonly UserStatus[];
