/** Numbers by name, nested to any depth. Rollups are made of these. */
export interface Counts {
  [name: string]: number | Counts;
}

/** Adds two counts, name by name. Zeros are left out. Pure. */
export function addCounts(one: Counts, other: Counts): Counts {
  const sum: Counts = {};
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const added = addCount(one[name], other[name]);
    if (added !== 0) sum[name] = added;
  }
  return sum;
}

function addCount(one: number | Counts = 0, other: number | Counts = 0): number | Counts {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (one === 0) return other;
  if (other === 0) return one;
  if (typeof one === 'number' || typeof other === 'number') throw new TypeError('a number is no group');
  return addCounts(one, other);
}

/**
 * The numbers in a stored document, nested as they are. Anything else, such as fields of another version, is
 * left out.
 */
export function countsIn(stored: object): Counts {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([name, count]): [string, number | Counts][] => {
      // A time is a number too, but not a count.
      if (typeof count === 'number') return name.endsWith('At') ? [] : [[name, count]];
      const isGroup = typeof count === 'object' && count !== null && !Array.isArray(count);
      return isGroup ? [[name, countsIn(count)]] : [];
    }),
  );
}
