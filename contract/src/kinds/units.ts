/** What services are priced in. */
export const UNITS = ['image', 'second', 'token', 'request'] as const;
export type Unit = (typeof UNITS)[number];
