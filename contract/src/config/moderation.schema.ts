import * as z from 'zod';
import { schemaOf } from '../common/stored.schema.ts';
import { termFault, termFaultMessage } from '../moderation/terms.ts';
import { type Moderation, ON_FAILURE, REMOTE_PROVIDERS } from './config.ts';
import { type Maker, mapOf } from './maker.schema.ts';

export function moderationSchema({ object, named, isSaving }: Maker) {
  /**
   * A word, phrase or emoji, checked in its normal form. When reading, nothing is checked: a term saved under
   * other rules must not make the configuration unreadable.
   */
  const term = (use: 'banned' | 'allowed') =>
    isSaving
      ? z
          .string()
          .max(60)
          .superRefine((value, context) => {
            const fault = termFault(value, use);
            if (fault === null) return;
            context.addIssue({ code: 'custom', message: termFaultMessage(value, fault), params: { fault } });
          })
      : z.string();
  return schemaOf<Moderation>()(
    object({
      categories: mapOf(z.array(term('banned')).max(500)),
      allowed: z.array(term('allowed')).max(500).default([]),
      remote: object({
        provider: named(REMOTE_PROVIDERS),
        model: z.string().min(1).max(80).default('omni-moderation-latest'),
        timeoutMs: z.int().min(100).max(10_000).default(2_000),
        onFailure: named(ON_FAILURE).default('refuse'),
      })
        .nullable()
        .default(null),
    }),
  );
}
