/** A record with each of these keys, in their order. */
export const recordOf = <K extends string, T>(keys: readonly K[], toValue: (key: K) => T): Record<K, T> =>
  Object.fromEntries(keys.map((key) => [key, toValue(key)])) as Record<K, T>;
