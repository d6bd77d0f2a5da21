/** Where credits come from. */
export const GRANT_SOURCES = ['welcome', 'plan', 'purchase', 'bonus', 'promotion', 'refund'] as const;
export type GrantSource = (typeof GRANT_SOURCES)[number];
