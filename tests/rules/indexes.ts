import { readFileSync } from 'node:fs';
import type { QUERIES } from '@tollgate/contract/storage/queries';
import * as z from 'zod';

const indexField = z.strictObject({ fieldPath: z.string(), order: z.enum(['ASCENDING', 'DESCENDING']) });

const indexFile = z.strictObject({
  indexes: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      queryScope: z.literal('COLLECTION'),
      fields: z.array(indexField).min(2),
    }),
  ),
  fieldOverrides: z.array(
    z.strictObject({
      collectionGroup: z.string(),
      fieldPath: z.string(),
      ttl: z.literal(true).optional(),
      indexes: z.array(
        z.strictObject({ order: z.enum(['ASCENDING', 'DESCENDING']), queryScope: z.literal('COLLECTION') }),
      ),
    }),
  ),
});

/** `firestore.indexes.json`, as it is deployed. */
export const declared = indexFile.parse(
  JSON.parse(readFileSync(new URL('../../firestore.indexes.json', import.meta.url), 'utf8')),
);

export interface QueryShape {
  collection: (typeof QUERIES)[keyof typeof QUERIES]['collection'];
  where: Readonly<Record<string, '==' | 'in' | 'array-contains' | '<=' | '>='>>;
  orderBy: readonly { field: string; direction: 'asc' | 'desc' }[];
}

/** One line for an index: `ai_activity: userId ASCENDING, createdAt DESCENDING`. */
export const describeIndex = (index: {
  collectionGroup: string;
  fields: readonly z.infer<typeof indexField>[];
}): string =>
  `${index.collectionGroup}: ${index.fields.map(({ fieldPath, order }) => `${fieldPath} ${order}`).join(', ')}`;

export interface Needs {
  /** The composite index without which production refuses the query. */
  composite: string | null;
  /** Fields whose automatic single-field index it reads, which an exemption would take away. */
  single: string[];
}

/**
 * What Firestore needs for a query (https://firebase.google.com/docs/firestore/query-data/index-overview):
 * equality alone, `in` included, is served by merging the single-field indexes; a range or an order joined to
 * another field needs one composite index: fields of equality first, then the ordered ones with their
 * directions. A range that is not ordered by is ordered by first, ascending.
 */
export function needsOf({ collection, where, orderBy }: QueryShape): Needs {
  const fields = Object.keys(where);
  const ranges = fields.filter((field) => ['<=', '>='].includes(where[field] ?? ''));
  const implied = ranges
    .filter((field) => !orderBy.some((order) => order.field === field))
    .map((field) => ({ field, direction: 'asc' as const }));
  const ordered = [...implied, ...orderBy];
  const equal = fields.filter(
    (field) => !ranges.includes(field) && !ordered.some((order) => order.field === field),
  );
  if (ordered.length === 0 || equal.length + ordered.length === 1)
    return { composite: null, single: [...equal, ...ordered.map(({ field }) => field)] };
  return {
    composite: describeIndex({
      collectionGroup: collection,
      fields: [
        ...equal.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' as const })),
        ...ordered.map(({ field, direction }) => ({
          fieldPath: field,
          order: direction === 'asc' ? ('ASCENDING' as const) : ('DESCENDING' as const),
        })),
      ],
    }),
    single: [],
  };
}
