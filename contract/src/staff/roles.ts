export const STAFF_ROLES = ['admin', 'moderator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** The custom claim that holds a role. A name of our own: apps that exist already have a claim `role`. */
export const STAFF_CLAIM = 'tollgateRole';

/** Every role that somebody can have, from the least. */
export const USER_ROLES = ['user', 'moderator', 'admin'] as const satisfies readonly ('user' | StaffRole)[];
export type UserRole = (typeof USER_ROLES)[number];
