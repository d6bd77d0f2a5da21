export const USER_STATUSES = ['active', 'paused', 'suspended', 'deleted'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** What staff can set; an account is deleted by its owner alone. */
export const SETTABLE_STATUSES = ['active', 'paused', 'suspended'] as const satisfies readonly UserStatus[];
export type SettableStatus = (typeof SETTABLE_STATUSES)[number];

/** Who is shut out may not generate. */
export const SHUT_OUT_STATUSES = ['suspended', 'paused'] as const satisfies readonly UserStatus[];
