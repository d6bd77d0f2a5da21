import * as z from 'zod';
import { atOrNever, atUnknown, micro, textOrNone } from '../common/fields.schema.ts';
import { oneOf, schemaOf, stored } from '../common/stored.schema.ts';
import { NOTICE_KINDS, type Notice } from './notices.ts';

export const noticeSchema = schemaOf<Notice>()(
  stored({
    id: z.int().min(1),
    kind: oneOf(NOTICE_KINDS),
    amountMicro: micro.nullable().default(null),
    reason: textOrNone,
    createdAt: atUnknown,
    readAt: atOrNever,
  }),
);
