import { describeQuery, type QueryName, type QueryValues } from '@tollgate/contract/storage/queries';
import { collection, type Firestore, orderBy, type Query, query, Timestamp, where } from 'firebase/firestore';

/** A query of the contract's list, for the web SDK. The caller adds limit and cursor with `query(…)`. */
export function queryOf<N extends QueryName>(firestore: Firestore, name: N, values: QueryValues<N>): Query {
  const shape = describeQuery(name, values, Timestamp.fromMillis);
  return query(
    collection(firestore, shape.collection),
    ...shape.filters.map(({ field, operator, value }) => where(field, operator, value)),
    ...shape.orderBy.map(({ field, direction }) => orderBy(field, direction)),
  );
}
