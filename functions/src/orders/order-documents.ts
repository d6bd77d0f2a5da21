import { abuseRecordSchema } from '@tollgate/contract/abuse/record.schema';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { recordIdOf } from '../abuse/decide.ts';

/** Where what is known of payments is stored, for those who change it in their own commits. */

export const orderPath = (orderId: string): string => `${COLLECTIONS.orders}/${orderId}`;
export const orderLoad = (orderId: string) => ({ path: orderPath(orderId), schema: orderSchema });

/** The record of a day about payments that went back after their credits had been spent. */
export const unrecoveredLoad = (userId: string, nowMs: number) => ({
  path: `${COLLECTIONS.abuse}/${recordIdOf(userId, 'unrecoveredPayments', nowMs)}`,
  schema: abuseRecordSchema,
});
