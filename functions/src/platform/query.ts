import { describeQuery, type QueryName, type QueryValues } from '@tollgate/contract/storage/queries';
import type { Firestore, Query } from 'firebase-admin/firestore';
import { firestoreSdk } from './firestore.ts';

/** A query of the contract's list, for the admin SDK. The caller adds limit and cursor. */
export function queryOf<N extends QueryName>(firestore: Firestore, name: N, values: QueryValues<N>): Query {
  const { collection, filters, orderBy } = describeQuery(name, values, firestoreSdk().Timestamp.fromMillis);
  let query: Query = firestore.collection(collection);
  for (const { field, operator, value } of filters) query = query.where(field, operator, value);
  for (const { field, direction } of orderBy) query = query.orderBy(field, direction);
  return query;
}
