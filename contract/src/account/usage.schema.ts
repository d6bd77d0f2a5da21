import * as z from 'zod';
import { count, microOrZero } from '../common/fields.schema.ts';
import { schemaOf, stored } from '../common/stored.schema.ts';
import type { Usage, UsageDay, UsageMonth } from './usage.ts';

export const usageSchema = schemaOf<Usage>()(
  stored({ generations: count, spentMicro: microOrZero, tokens: count }).prefault({}),
);

const byService = z.record(z.string(), stored({ generations: count, spentMicro: microOrZero })).default({});

export const usageDaysSchema = schemaOf<UsageDay[]>()(
  z.array(stored({ day: z.string(), services: byService })),
);
export const usageMonthsSchema = schemaOf<UsageMonth[]>()(
  z.array(stored({ month: z.string(), services: byService })),
);
