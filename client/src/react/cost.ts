import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { LimitLeft } from '@tollgate/contract/limits/limit-left';
import { type PublicPriceBook, quote } from '@tollgate/contract/pricing/prices';

export interface Wanted {
  aiType: AiType;
  service: string;
  /** Images, seconds, tokens or requests, by the service's unit; its default when left out. */
  units?: number | undefined;
}

/** What a generation costs somebody, and what it means for their balance. */
export type Cost =
  /** Not in the price book, or not so many units at once. */
  | { kind: 'unpriced' }
  /** The prices, or the balance, are not known yet. */
  | { kind: 'checking' }
  | { kind: 'sufficient' | 'low'; costMicro: number; afterMicro: number; isAtMost: boolean }
  | { kind: 'insufficient'; costMicro: number; missingMicro: number; isAtMost: boolean }
  | { kind: 'guest'; costMicro: number; guest: LimitLeft | null; isAtMost: boolean };

export interface Spender {
  /** What can be spent; `null`: not known yet. */
  availableMicro: number | null;
  /** A balance below this is low. */
  lowMicro: number;
  isGuest: boolean;
  guest: LimitLeft | null;
}

/**
 * By the same code that the gate holds by. Tokens are held as asked for and charged as written: "at most".
 */
export function costOf(prices: PublicPriceBook | null, wanted: Wanted, spender: Spender): Cost {
  if (!prices) return { kind: 'checking' };
  const quoted = quote(prices, wanted);
  if (quoted.kind === 'no-quote') return { kind: 'unpriced' };
  const { costMicro } = quoted;
  const isAtMost = quoted.unit === 'token';
  // A guest who was given credits pays with them, and keeps what is free for later.
  if (spender.isGuest && (spender.availableMicro ?? 0) < costMicro)
    return { kind: 'guest', costMicro, guest: spender.guest, isAtMost };
  if (spender.availableMicro === null) return { kind: 'checking' };
  const afterMicro = spender.availableMicro - costMicro;
  if (afterMicro < 0) return { kind: 'insufficient', costMicro, missingMicro: -afterMicro, isAtMost };
  return { kind: afterMicro < spender.lowMicro ? 'low' : 'sufficient', costMicro, afterMicro, isAtMost };
}
