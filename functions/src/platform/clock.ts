/** The one clock. Decisions get its reading as an argument. */
export const nowMs = (): number => Date.now();
