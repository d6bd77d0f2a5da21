import type { z } from 'zod';
import type { Write } from './writes.ts';

/** A document to load: its path, and the schema that says what it may hold. */
export interface Load<T> {
  path: string;
  schema: z.ZodType<T>;
  /**
   * It is most likely not there yet, because its id is the request's: a warm round takes that for granted
   * instead of reading it. Creating it fails when that was wrong, and then everything is read.
   */
  isNew?: true;
}

/** What a decision wants: nothing but an answer, or an answer once these documents are written. */
export type Decision<A> = { kind: 'answer'; answer: A } | { kind: 'commit'; answer: A; writes: Write[] };

export type Loads = Record<string, Load<unknown>>;
export type Loaded<L extends Loads> = {
  [K in keyof L]: (NonNullable<L[K]> extends Load<infer T> ? T : never) | null;
};
