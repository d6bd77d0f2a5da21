import { newId } from './new-id.ts';

const KEY = 'tollgate-browser';

/**
 * What this browser is known by, so that its guests share one allowance whoever signs in anew: a random text,
 * made once and kept in local storage. `undefined` where nothing can be kept; then session and address count
 * alone.
 */
export function browserId(): string | undefined {
  try {
    const known = localStorage.getItem(KEY);
    if (known !== null && /^[\w-]{16,64}$/.test(known)) return known;
    const made = newId();
    localStorage.setItem(KEY, made);
    return made;
  } catch {
    return undefined;
  }
}
