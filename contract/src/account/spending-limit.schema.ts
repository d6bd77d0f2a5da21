import { micro } from '../common/fields.schema.ts';
import { schemaOf, stored } from '../common/stored.schema.ts';
import type { SpendingLimit } from './spending-limit.ts';

export const spendingLimitSchema = schemaOf<SpendingLimit>()(
  stored({
    dayMicro: micro.nullable().default(null),
    monthMicro: micro.nullable().default(null),
  }),
);
