/**
 * 128 random bits, as an id for a request or a browser. `crypto.randomUUID` is missing on pages that came
 * over plain http.
 */
export const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
