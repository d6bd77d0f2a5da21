export const USER_STATUSES = ['active', 'paused', 'suspended', 'deleted'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];
