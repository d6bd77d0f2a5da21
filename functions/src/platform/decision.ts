import type { z } from 'zod';
import type { Write } from './writes.ts';

/** A document to load: its path, and the schema it must match. */
export interface Load<T> {
  path: string;
  schema: z.ZodType<T>;
  /**
   * It probably doesn't exist yet, because its id is the request's: a warm round assumes so instead of
   * reading it. If that is wrong, creating it fails and everything is read.
   */
  isNew?: true;
}

/** The outcome of a decision: an answer alone, or an answer once these documents are written. */
export type Decision<A> = { kind: 'answer'; answer: A } | { kind: 'commit'; answer: A; writes: Write[] };

export type Loads = Record<string, Load<unknown>>;
export type Loaded<L extends Loads> = {
  [K in keyof L]: (NonNullable<L[K]> extends Load<infer T> ? T : never) | null;
};
