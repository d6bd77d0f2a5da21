import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import { userSchema } from '@tollgate/contract/account/user.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { apiKeySchema } from '@tollgate/contract/api-keys/api-key.schema';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import { strictConfigSchemas } from '@tollgate/contract/config/config.schema';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import { addressBlocksSchema, addressWindowSchema } from '@tollgate/contract/limits/addresses.schema';
import { guestLogSchema } from '@tollgate/contract/limits/guests.schema';
import { jobRunSchema } from '@tollgate/contract/operations/job-run.schema';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { QUERIES } from '@tollgate/contract/storage/queries';
import { receiptSchema } from '@tollgate/contract/storage/receipt.schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declared, describeIndex, needsOf, type QueryShape } from './indexes.ts';

const shapes: readonly (readonly [string, QueryShape])[] = Object.entries(QUERIES);
const composites = declared.indexes.map(describeIndex);
const nameOf = (field: { collectionGroup: string; fieldPath: string }) =>
  `${field.collectionGroup}.${field.fieldPath}`;
const overridden = declared.fieldOverrides.map(nameOf);
const overrides = new Map(declared.fieldOverrides.map((field) => [nameOf(field), field.indexes]));
const ageing = declared.fieldOverrides.filter(({ ttl }) => ttl === true);

/** Whether a field has no index of its own: the setting of the nearest field around it counts. */
function isExempt(field: string): boolean {
  const indexes = overrides.get(field);
  if (indexes) return indexes.length === 0;
  const around = field.slice(0, field.lastIndexOf('.'));
  return around.includes('.') && isExempt(around);
}

/** The fields of a document, with those within fields that are maps. */
function fieldsOf({ shape }: z.ZodObject): string[] {
  return Object.entries(shape).flatMap(([name, field]) =>
    field instanceof z.ZodObject ? [name, ...fieldsOf(field).map((inner) => `${name}.${inner}`)] : [name],
  );
}

const configFields = Object.values(strictConfigSchemas).flatMap(({ shape }) => Object.keys(shape));
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  users: fieldsOf(userSchema),
  credit_logs: Object.keys(ledgerEntrySchema.shape),
  ai_activity: Object.keys(activitySchema.shape),
  orders: Object.keys(orderSchema.shape),
  abuse_detection: Object.keys(abuseRecordSchema.shape),
  admin_audit_logs: Object.keys(auditEntrySchema.shape),
  receipts: Object.keys(receiptSchema.shape),
  rate_limits: [addressWindowSchema, addressBlocksSchema, guestLogSchema].flatMap(({ shape }) =>
    Object.keys(shape),
  ),
  usage_daily: Object.keys(dayUsageSchema.shape),
  api_keys: Object.keys(apiKeySchema.shape),
  job_runs: Object.keys(jobRunSchema.shape),
  system_config: configFields,
  versions: configFields,
};

describe('what a query needs', () => {
  const of = (where: QueryShape['where'], ...orderBy: QueryShape['orderBy']) =>
    needsOf({ collection: 'users', where, orderBy });
  const byAge = { field: 'age', direction: 'desc' } as const;

  it.each([
    ['one equality', of({ name: '==' }), null, ['name']],
    ['equalities, merged', of({ name: '==', city: 'in' }), null, ['name', 'city']],
    ['one order', of({}, byAge), null, ['age']],
    ['a range and its own order', of({ age: '<=' }, byAge), null, ['age']],
    ['a range alone', of({ age: '<=' }), null, ['age']],
    ['a range the other way', of({ age: '>=' }), null, ['age']],
    ['an equality and an order', of({ name: '==' }, byAge), 'users: name ASCENDING, age DESCENDING', []],
    ['an equality and a range', of({ name: 'in', age: '<=' }), 'users: name ASCENDING, age ASCENDING', []],
    ['a range and another order', of({ name: '<=' }, byAge), 'users: name ASCENDING, age DESCENDING', []],
    [
      'two orders',
      of({}, byAge, { field: 'name', direction: 'asc' }),
      'users: age DESCENDING, name ASCENDING',
      [],
    ],
  ])('%s', (_, needs, composite, single) => {
    expect(needs).toEqual({ composite, single });
  });
});

describe('firestore.indexes.json', () => {
  it.each(shapes)('has what %s needs', (_, shape) => {
    const { composite, single } = needsOf(shape);
    if (composite) expect(composites).toContain(composite);
    expect(single.filter((field) => isExempt(`${shape.collection}.${field}`))).toEqual([]);
  });

  it('declares no index that no query needs, none twice', () => {
    const needed = shapes.flatMap(([, shape]) => needsOf(shape).composite ?? []);
    expect(composites.toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  it('lets only what ages expire by itself, and never the ledger, the audit log or what has a file', () => {
    expect(ageing.map(nameOf).sort()).toEqual(['rate_limits.expiresAt', 'receipts.expiresAt']);
    // The sweep that does the same where there is no policy asks for them in this order.
    for (const { indexes } of ageing)
      expect(indexes).toEqual([{ order: 'ASCENDING', queryScope: 'COLLECTION' }]);
  });

  it('names fields that the documents have, each once', () => {
    const named = [
      ...declared.indexes.flatMap(({ collectionGroup, fields }) =>
        fields.map(({ fieldPath }) => ({ collectionGroup, fieldPath })),
      ),
      ...declared.fieldOverrides,
    ];
    const unknown = named.filter(
      ({ collectionGroup, fieldPath }) => !FIELDS[collectionGroup]?.includes(fieldPath.split('.')[0] ?? ''),
    );
    expect(unknown).toEqual([]);
    expect(new Set(overridden).size).toBe(overridden.length);
  });
});
