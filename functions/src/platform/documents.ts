import type { Counts } from '@tollgate/contract/counts';
import type { DocumentData, FieldValue } from 'firebase-admin/firestore';

/**
 * Documents and code differ in one thing: a field that ends in `At` is a Timestamp in Firestore (so that TTL
 * policies and the console understand it) and milliseconds in code (so that pure functions can count with it).
 * Nothing here needs the SDK itself, which an instance loads late: a `Date` is stored as a Timestamp.
 */

export function toDocument(value: object): DocumentData {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, toField(key, field)]),
  );
}

function toField(key: string, field: unknown): unknown {
  if (key.endsWith('At') && typeof field === 'number') return new Date(field);
  if (Array.isArray(field)) return field.map((item) => toField('', item));
  if (typeof field === 'object' && field !== null) return toDocument(field);
  return field;
}

/** What has each number added to the one that is stored, whatever that is. `increment` is the SDK's. */
export function toIncrements(counts: Counts, increment: (by: number) => FieldValue): DocumentData {
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [
      name,
      typeof count === 'number' ? increment(count) : toIncrements(count, increment),
    ]),
  );
}

export function fromDocument(value: unknown): unknown {
  if (isTimestamp(value)) return value.toMillis();
  if (Array.isArray(value)) return value.map(fromDocument);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, fromDocument(field)]));
  }
  return value;
}

/** No map in a document has a function in it, so nothing else looks like one. */
const isTimestamp = (value: unknown): value is { toMillis: () => number } =>
  typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
