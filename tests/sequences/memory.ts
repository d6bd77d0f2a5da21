import { userSchema } from '@tollgate/contract/account/user.schema';
import { activitySchema } from '@tollgate/contract/activity/activity.schema';
import { dayUsageSchema } from '@tollgate/contract/analytics/day-usage.schema';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import { ledgerEntrySchema } from '@tollgate/contract/ledger/entry.schema';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import type { z } from 'zod';
import type { Config } from '../../functions/src/platform/config.ts';
import type { Decision, Loaded, Loads } from '../../functions/src/platform/transact.ts';
import type { Write } from '../../functions/src/platform/writes.ts';
import type { Stored } from './compare.ts';

/** What is stored is never changed in place, so that each document needs to be parsed once only. */
function parsedOnce<T>(schema: z.ZodType<T>): (document: object) => T {
  const known = new WeakMap<object, T>();
  return (document) => {
    const parsed = known.get(document) ?? schema.parse(document);
    known.set(document, parsed);
    return parsed;
  };
}

export const asUser = parsedOnce(userSchema);
export const asActivity = parsedOnce(activitySchema);
const asEntry = parsedOnce(ledgerEntrySchema);
const asDay = parsedOnce(dayUsageSchema);

/**
 * A database in memory with one caller at a time, in which `transact` is what its comment says: load, decide,
 * apply. So the decisions and the stores that compose them run as they are, thousands of times a second.
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

  /** Everything that is stored, as the contract says it is. */
  stored(userId: string): Stored {
    const all = <T>(collection: string, parse: (document: object) => T): [string, T][] =>
      this.in(collection).map(([path, document]) => [path.slice(collection.length + 1), parse(document)]);
    return {
      user: asUser(this.documents.get(`users/${userId}`) ?? {}),
      entries: all('credit_logs', asEntry),
      activities: all('ai_activity', asActivity),
      days: all('usage_daily', asDay).map(([, day]) => day),
      abuses: this.in('abuse_detection').length,
      audits: this.in('admin_audit_logs').length,
    };
  }

  in(collection: string): [string, object][] {
    return [...this.documents].filter(([path]) => path.startsWith(`${collection}/`));
  }

  /** What a query finds, in the order of `timeOf`, as far as upkeep needs to know it; `null` is not found. */
  query(collection: string, timeOf: (document: object) => number | null) {
    const docs = this.in(collection)
      .map(([path, document]) => ({ path, time: timeOf(document) }))
      .filter(({ time }) => time !== null && time <= this.nowMs)
      .sort((a, b) => (a.time ?? 0) - (b.time ?? 0) || (a.path < b.path ? -1 : 1))
      .map(({ path }) => ({
        id: path.slice(collection.length + 1),
        ref: { path },
        data: () => this.documents.get(path),
      }));
    const get = async () => ({ docs });
    return { get, limit: () => ({ get }) };
  }
}
