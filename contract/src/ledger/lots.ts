import { type Micro, toMicro } from '../common/money.ts';
import type { GrantSource } from './sources.ts';

/** Credits that were given together: of one source, with one priority and one expiry. */
export interface Lot {
  /**
   * The number of the ledger entry that first gave them. Empty in lots of before lots were named, which are
   * told apart by source, priority and expiry alone.
   */
  lotId: string;
  source: GrantSource;
  /** 0 to 100; of lots that expire at the same time, the lower is spent first. */
  priority: number;
  /** `null`: never. */
  expiresAt: number | null;
  /** When the credits of this lot came; the older of two otherwise equal lots is spent first. */
  createdAt: number;
  amountMicro: Micro;
}

/** What a hold took, and from which lot: a release gives it back there. */
export type Taken = Lot;

/** What a user can spend now: the lots that have not expired, whatever `creditsMicro` still counts. */
export function spendableMicro(
  grants: readonly { amountMicro: number; expiresAt: number | null }[],
  nowMs: number,
): Micro {
  let total = 0;
  for (const lot of grants) if (lot.expiresAt === null || lot.expiresAt > nowMs) total += lot.amountMicro;
  return toMicro(total);
}

/** The order in which lots are spent: what expires sooner first, then the lower priority, then the older. */
export const byBurnOrder = (a: Burning, b: Burning): number =>
  (a.expiresAt ?? Number.MAX_SAFE_INTEGER) - (b.expiresAt ?? Number.MAX_SAFE_INTEGER) ||
  a.priority - b.priority ||
  a.createdAt - b.createdAt ||
  Number(a.lotId || 0) - Number(b.lotId || 0);

type Burning = Pick<Lot, 'expiresAt' | 'priority' | 'createdAt'> & { lotId?: string };

/**
 * Whether credits of one can go back into the other. The console reads documents as they are, and old ones
 * lack the id.
 */
export const isSameLot = (a: Lot, b: Lot): boolean =>
  (a.lotId || '') === (b.lotId || '') &&
  a.source === b.source &&
  a.priority === b.priority &&
  a.expiresAt === b.expiresAt;

/** What a ledger entry says about the lots that it moved. */
interface Moved {
  source: GrantSource | null;
  amountMicro: Micro;
  lots?: Lot[];
}

/**
 * What an entry moved by source, without the sign: `{ welcome: 4_000_000, plan: 1_000_000 }`. Empty for an
 * entry of before lots were named that was taken from several.
 */
export function amountsBySource({
  source,
  amountMicro,
  lots = [],
}: Moved): Partial<Record<GrantSource, Micro>> {
  if (lots.length === 0) return source === null ? {} : { [source]: toMicro(Math.abs(amountMicro)) };
  const amounts: Partial<Record<GrantSource, Micro>> = {};
  for (const lot of lots) amounts[lot.source] = toMicro((amounts[lot.source] ?? 0) + lot.amountMicro);
  return amounts;
}

export interface SourceAmount {
  source: GrantSource;
  amountMicro: number;
  /** `null`: never. */
  expiresAt: number | null;
}

/** Lots by source and expiry, in the order in which they are spent. */
export function lotsBySource(
  lots: readonly (Burning & Pick<Lot, 'source'> & { amountMicro: number })[],
): SourceAmount[] {
  const sums = new Map<string, SourceAmount>();
  for (const { source, expiresAt, amountMicro } of [...lots].sort(byBurnOrder)) {
    const key = `${source} ${expiresAt}`;
    const before = sums.get(key)?.amountMicro ?? 0;
    sums.set(key, { source, expiresAt, amountMicro: before + amountMicro });
  }
  return [...sums.values()];
}

type Undone = Moved & { createdAt: number };

/**
 * What undoing an entry would move now, by lot: of what it gave, what its own lots still hold; of what it
 * took, what has not expired since. `mayHaveExpired`: since the entry, credits of its source have.
 */
export function undoableLots(
  entry: Undone,
  grants: readonly Lot[],
  nowMs: number,
  mayHaveExpired = false,
): Lot[] {
  const { lots = [], amountMicro } = entry;
  const isThere = ({ expiresAt }: Lot) => expiresAt === null || expiresAt > nowMs;
  if (amountMicro < 0) return lots.filter(isThere);
  const named = lots.length > 0 ? lots : unnamedLot(entry, grants, mayHaveExpired);
  return named.flatMap((lot) => {
    const current = grants.find((other) => isSameLot(other, lot));
    if (!current || !isThere(current) || current.amountMicro === 0) return [];
    return [{ ...current, amountMicro: toMicro(Math.min(current.amountMicro, lot.amountMicro)) }];
  });
}

/**
 * The lot of an entry that names none: of its source, and begun by it, or else the only one that it can have
 * been put into. Where its own may have expired, none: what is left is somebody else's gift.
 */
function unnamedLot(
  { source, amountMicro, createdAt }: Undone,
  grants: readonly Lot[],
  mayHaveExpired: boolean,
) {
  const old = grants.filter((lot) => !lot.lotId && lot.source === source && lot.createdAt <= createdAt);
  const begun = old.find((lot) => lot.createdAt === createdAt);
  const only = old.length === 1 && !mayHaveExpired ? old[0] : undefined;
  const lot = begun ?? only;
  return lot ? [{ ...lot, amountMicro: toMicro(amountMicro) }] : [];
}
