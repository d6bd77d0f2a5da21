import type { Moderation } from '@tollgate/contract/config/config';
import { compileMatcher, type Matcher } from './matcher.ts';

/** Old configurations are asked for only while a new one arrives. */
const MAX_COMPILED = 4;

const byObject = new WeakMap<object, Matcher>();
const byContent = new Map<string, Matcher>();

/**
 * The matcher of a configuration. The configuration is read anew every few seconds and rarely differs, so a
 * matcher is found by what it was made from.
 */
export function matcherOf(moderation: Pick<Moderation, 'categories' | 'allowed'>): Matcher {
  const known = byObject.get(moderation);
  if (known) return known;
  const content = JSON.stringify([moderation.categories, moderation.allowed]);
  const matcher = byContent.get(content) ?? compileMatcher(moderation);
  byContent.delete(content);
  byContent.set(content, matcher);
  for (const oldest of byContent.keys()) {
    if (byContent.size <= MAX_COMPILED) break;
    byContent.delete(oldest);
  }
  byObject.set(moderation, matcher);
  return matcher;
}
