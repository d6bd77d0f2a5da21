export type Operator = '==' | 'in' | 'array-contains' | '<=' | '>=';

export interface Filter {
  field: string;
  operator: Operator;
  value: unknown;
}

/** A query as data: what either SDK needs to build it. */
export interface DescribedQuery {
  collection: string;
  filters: Filter[];
  orderBy: readonly { field: string; direction: 'asc' | 'desc' }[];
}

/**
 * The shape of a query with the values that it compares with, by field; a field that ends in `At` takes
 * milliseconds.
 */
export function describeShape(
  shape: {
    collection: string;
    where: Readonly<Record<string, Operator>>;
    orderBy: DescribedQuery['orderBy'];
  },
  values: Readonly<Record<string, unknown>>,
  toTimestamp: (ms: number) => unknown,
): DescribedQuery {
  const { collection, where, orderBy } = shape;
  const filters = Object.entries(where).map(([field, operator]) => {
    const value = values[field];
    // The SDKs refuse `undefined` with a message about their internals.
    if (value === undefined) {
      throw new TypeError(`a query of ${collection} needs a value for ${field}`);
    }
    return {
      field,
      operator,
      value: typeof value === 'number' && field.endsWith('At') ? toTimestamp(value) : value,
    };
  });
  return { collection, filters, orderBy };
}
