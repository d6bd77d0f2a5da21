import { createHash, createHmac } from 'node:crypto';
import { hashKey } from './options.ts';

/** JSON with sorted keys, so that equal payloads have equal text whatever the order of their fields. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * Tells whether a repeated request carries the payload of the first. Keyed, because a payload holds the
 * prompt.
 */
export const payloadHash = (payload: unknown): string => keyedHash('payload', canonical(payload));

/** A hash that cannot be looked up in a table of likely texts, because it needs our key. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', hashKey.value()).update(`${purpose}\0${text}`).digest('hex').slice(0, 32);
}

/** A document id from parts that may hold any character. */
export const idFrom = (...parts: string[]): string =>
  createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 40);
