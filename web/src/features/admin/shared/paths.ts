/** Addresses of the console's pages that lead to somebody or something. */

export const userPath = (userId: string): string => `/admin/users/${encodeURIComponent(userId)}`;

/**
 * The user's page, with the dialog of an act open; `of` names the activity or ledger entry that it is about.
 */
export const actPath = (userId: string, act: string, of?: string): string =>
  `${userPath(userId)}?${new URLSearchParams({ act, ...(of && { of }) })}`;

export const ABUSE_PATH: string = '/admin/abuse';
