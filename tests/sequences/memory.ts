import { addCounts, type Counts } from '@tollgate/contract/counts';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals';
import type { z } from 'zod';
import type { Config } from '../../functions/src/platform/config.ts';
import type { Decision, Loaded, Loads } from '../../functions/src/platform/transact.ts';
import type { Write } from '../../functions/src/platform/writes.ts';

/**
 * A database in memory with one caller at a time, in which `transact` is what its comment says: load, decide, apply. So
 * the decisions and the stores that compose them run as they are, thousands of times a second.
 */
export class Memory {
  readonly documents = new Map<string, object>();
  nowMs: number;
  config: Config;

  constructor(nowMs: number, config: Config) {
    this.nowMs = nowMs;
    this.config = config;
  }

  transact<L extends Loads, A>(
    loads: L,
    decide: (state: Loaded<L>, nowMs: number) => Decision<A> | Refusal,
  ): A | Refusal {
    const state = Object.fromEntries(
      Object.entries(loads).map(([key, { path }]) => [key, this.documents.get(path) ?? null]),
    );
    const decision = decide(state as Loaded<L>, this.nowMs);
    if (isRefusal(decision)) return decision;
    if (decision.kind === 'commit') {
      const schemas = new Map(Object.values(loads).map(({ path, schema }) => [path, schema]));
      for (const write of decision.writes) this.#apply(write, schemas);
    }
    return decision.answer;
  }

  #apply(write: Write, schemas: Map<string, z.ZodType>): void {
    const { path } = write;
    const known = this.documents.get(path);
    if ('add' in write) {
      const { day, shardOf, ...counts } = { day: '', shardOf: '', ...known };
      this.documents.set(path, { ...addCounts(counts as Counts, write.add), ...write.set });
    } else if ('remove' in write) this.documents.delete(path);
    else {
      const schema = schemas.get(path);
      if (!schema && known) throw new Error(`${path} is there already`);
      // What is written must be readable, and nothing may change it but another write.
      schema?.parse(write.data);
      this.documents.set(path, Object.freeze(write.data));
    }
  }

  in(collection: string): [string, object][] {
    return [...this.documents].filter(([path]) => path.startsWith(`${collection}/`));
  }

  /** What a query finds, as far as upkeep needs to know it. */
  query(collection: string, isWanted: (document: object) => boolean) {
    const docs = this.in(collection)
      .filter(([, document]) => isWanted(document))
      .map(([path]) => ({ id: path.slice(collection.length + 1), ref: { path } }));
    return { limit: () => ({ get: async () => ({ docs }) }) };
  }
}
