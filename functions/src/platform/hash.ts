import { createHash, createHmac } from 'node:crypto';
import { hashKey } from './options.ts';

/** JSON with sorted keys: equal payloads give equal text, whatever the order of their fields. */
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

/** Recognises a repeated request by its payload. Keyed, because a payload contains the prompt. */
export const payloadHash = (payload: unknown): string => keyedHash('payload', canonical(payload));

/** A hash that can't be reversed with a table of likely texts, because it needs our key. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', hashKey.value()).update(`${purpose}\0${text}`).digest('hex').slice(0, 32);
}

/** A document id made from parts that may contain any character. */
export const idFrom = (...parts: string[]): string =>
  createHash('sha256').update(canonical(parts)).digest('hex').slice(0, 40);
