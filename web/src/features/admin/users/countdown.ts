import { wholeSeconds } from '../../../shared/format.ts';

/** What is left of a wait, rounded up, so that it is over when it says so. */
export const countdown = (ms: number): string => wholeSeconds(Math.ceil(ms / 1_000) * 1_000);
