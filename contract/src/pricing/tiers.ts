export const TIERS = ['free', 'basic', 'premium'] as const;
export type Tier = (typeof TIERS)[number];
