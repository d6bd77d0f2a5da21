/** The four kinds of generation. */
export const AI_TYPES = ['image', 'video', 'voice', 'chat'] as const;
export type AiType = (typeof AI_TYPES)[number];
