import type { CallName } from './inputs.schema.ts';

/**
 * Calls that give credits. Where App Check is enforced, each of them needs an App Check token of its own,
 * which no second request can use: the SDK asks for limited-use tokens, the functions consume them.
 */
const GIVING_CALLS: readonly CallName[] = ['grantCreditsToUser', 'refundActivity', 'undoCreditEntry'];

export const givesCredits = (name: CallName): boolean => GIVING_CALLS.includes(name);
