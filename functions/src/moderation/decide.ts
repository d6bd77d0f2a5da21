import type { Moderation } from '@tollgate/contract/config/config';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { matcherOf } from './compiled.ts';

export type Judgement = { kind: 'allowed' } | Refusal;

/**
 * Refuses a prompt in which a banned term stands, disguised or not, naming the categories and never the
 * terms.
 */
export function moderate(prompt: string, moderation: Pick<Moderation, 'categories' | 'allowed'>): Judgement {
  const { categories } = matcherOf(moderation)(prompt);
  return categories.length === 0 ? { kind: 'allowed' } : rejectPrompt(categories);
}

export const rejectPrompt = (categories: string[]): Refusal =>
  refuse(
    'prompt_rejected',
    `Inappropriate content (${categories.join(', ')}): this prompt isn't allowed. Change it and try again.`,
    { categories },
  );
