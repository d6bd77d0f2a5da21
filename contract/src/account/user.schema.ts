import * as z from 'zod';
import {
  at,
  atOrNever,
  atUnknown,
  count,
  displayName,
  email,
  micro,
  textOrNone,
  times,
} from '../common/fields.schema.ts';
import { recordOf } from '../common/records.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { AI_TYPES } from '../kinds/kinds.ts';
import { lotSchema } from '../ledger/lots.schema.ts';
import { NO_MONTHLY_CALLS } from '../limits/monthly.ts';
import { TIERS } from '../pricing/tiers.ts';
import { USER_ROLES } from '../staff/roles.ts';
import { noticeSchema } from './notices.schema.ts';
import { spendingLimitSchema } from './spending-limit.schema.ts';
import { NO_SPENDING_LIMIT } from './spending-limit.ts';
import { USER_STATUSES } from './status.ts';
import { usageDaysSchema, usageMonthsSchema, usageSchema } from './usage.schema.ts';
import type { Debt, User } from './user.ts';

const debtSchema = schemaOf<Debt>()(
  stored({ debtId: z.int().min(1), orderId: z.string(), amountMicro: micro, heldMicro: micro }),
);

const failuresSchema = stored({
  day: z.string().default(''),
  count,
  releasedMicro: micro.optional(),
  charged: z.int().min(0).optional(),
}).prefault({});

export const userSchema = schemaOf<User>()(
  stored({
    userId: z.string(),
    email,
    displayName,
    country: textOrNone,
    isGuest: z.boolean(),
    role: oneOf(USER_ROLES).default('user'),
    status: oneOf(USER_STATUSES),
    statusReason: textOrNone,
    tier: oneOf(TIERS).default('free'),
    creditsMicro: micro,
    heldMicro: micro,
    grants: z.array(lotSchema),
    debts: z.array(debtSchema).default([]),
    lastDebtId: count,
    nextExpiryAt: atOrNever,
    windows: stored(recordOf(AI_TYPES, () => times)).prefault({}),
    monthlyCalls: stored({
      month: z.string(),
      resets: count,
      services: z.record(z.string(), z.int().min(0)).default({}),
    }).default(NO_MONTHLY_CALLS),
    guestCalls: times,
    guestLeft: stored({ limit: z.int().min(0), left: z.int().min(0), freeAt: at.nullable() })
      .nullable()
      .default(null),
    reportedFailures: failuresSchema,
    streamedFailures: failuresSchema,
    usage: stored({ month: z.string().default(''), monthly: usageSchema, lifetime: usageSchema }).prefault(
      {},
    ),
    usageDays: usageDaysSchema.default([]),
    usageMonths: usageMonthsSchema.default([]),
    mailboxes: z.array(z.string()).default([]),
    checkouts: times,
    spendingLimit: spendingLimitSchema.default(NO_SPENDING_LIMIT),
    notices: z.array(noticeSchema).default([]),
    apiKeys: z.array(stored({ keyId: z.string(), expiresAt: at.nullable() })).default([]),
    keysMade: stored({ day: z.string(), count: z.int().min(0) }).default({ day: '', count: 0 }),
    ownChanges: stored({ hour: z.string(), count: z.int().min(0) }).default({ hour: '', count: 0 }),
    activeDays: z.array(z.string()).default([]),
    ledgerSeq: z.int().min(0),
    welcomed: z.boolean(),
    createdAt: atUnknown,
    updatedAt: atUnknown,
  }),
);
