/** Numbers by name, nested as deep as it takes: what rollups are made of. */
export interface Counts {
  [name: string]: number | Counts;
}

/** Adds up what is a number in both or in one, name by name; a nought leaves no trace. Pure. */
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
 * What counts in a stored document: its numbers, nested as they are. Whatever else another version wrote
 * beside them adds up to nothing.
 */
export function countsIn(stored: object): Counts {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([name, count]): [string, number | Counts][] => {
      // A time is a number too, and no count.
      if (typeof count === 'number') return name.endsWith('At') ? [] : [[name, count]];
      const isGroup = typeof count === 'object' && count !== null && !Array.isArray(count);
      return isGroup ? [[name, countsIn(count)]] : [];
    }),
  );
}
