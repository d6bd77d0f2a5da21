import * as z from 'zod';
import { at, atOrNever, atUnknown, count, micro, microOrZero, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { lotSchema } from '../ledger/lots.schema.ts';
import { DISPUTE_STATES, ORDER_PROBLEMS, ORDER_STATUSES, type Order, PAYMENT_MODES } from './order.ts';

export const orderSchema = schemaOf<Order>()(
  stored({
    userId: z.string(),
    requestId: z.string(),
    payloadHash: z.string(),
    packId: z.string(),
    label: z.string().default(''),
    creditsMicro: micro,
    bonusMicro: microOrZero,
    priceCents: z.int().min(1),
    priceVersion: z.int().min(1),
    mode: oneOf(PAYMENT_MODES),
    status: oneOf(ORDER_STATUSES),
    checkout: stored({ sessionId: z.string(), url: z.string(), expiresAt: at }).nullable().default(null),
    paymentId: textOrNone,
    problem: oneOf(ORDER_PROBLEMS).nullable().default(null),
    disputes: z.record(z.string(), oneOf(DISPUTE_STATES)).default({}),
    entryId: textOrNone,
    receiptUrl: textOrNone,
    refundedCents: count,
    reversedMicro: microOrZero,
    unrecoveredMicro: microOrZero,
    awaitedMicro: microOrZero,
    reversedLots: z.array(lotSchema).default([]),
    createdAt: atUnknown,
    paidAt: atOrNever,
    updatedAt: atUnknown,
  }),
);
