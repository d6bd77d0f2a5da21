import type { Counts } from '@tollgate/contract/common/counts';
import type { DocumentData, FieldValue } from 'firebase-admin/firestore';

/**
 * Documents and code differ in one thing: a field that ends in `At` is a Timestamp in Firestore (for TTL
 * policies and the console) and milliseconds in code (for arithmetic in pure functions). Nothing here needs
 * the SDK, which an instance loads late: a `Date` is stored as a Timestamp.
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
  return isMap(field) ? toDocument(field) : field;
}

/**
 * The fields of a merge: `set` as it is, and each number of `add` added to the stored one. Empty groups are
 * left out: Firestore treats an empty map as a value, and a merge would replace the whole stored map with it.
 * `increment` is the SDK's.
 */
export function toMerge(
  { set, add }: { set: object; add: Counts },
  increment: (by: number) => FieldValue,
): DocumentData {
  return { ...toDocument(set), ...toIncrements(add, increment) };
}

function toIncrements(counts: Counts, increment: (by: number) => FieldValue): DocumentData {
  const fields: DocumentData = {};
  for (const [name, count] of Object.entries(counts)) {
    if (typeof count === 'number') fields[name] = increment(count);
    else {
      const group = toIncrements(count, increment);
      if (Object.keys(group).length > 0) fields[name] = group;
    }
  }
  return fields;
}

export const fromDocument = (value: unknown): unknown => fromField('', value);

/** Anything else, such as a geopoint or a time under another name, is kept and written back unchanged. */
function fromField(key: string, value: unknown): unknown {
  if (key.endsWith('At') && isTimestamp(value)) return value.toMillis();
  if (Array.isArray(value)) return value.map(fromDocument);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fromField(name, field)]));
}

/** A plain map. Firestore's other values are instances of SDK classes. */
const isMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** No stored map contains a function, so nothing else matches. */
const isTimestamp = (value: unknown): value is { toMillis: () => number } =>
  typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
