/** As the contract says. Not imported from there: that file brings the schemas with it. */
export const LOW_MICRO = 2_000_000;
