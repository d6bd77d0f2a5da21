import { type AiType, type LimitLeft, type PublicPriceBook, quote } from '@tollgate/client';

export type Affordability =
  /** The units are beyond what the service takes, or it is gone from the price book. */
  | { kind: 'unpriced' }
  | { kind: 'checking'; costMicro: number }
  | { kind: 'affordable'; costMicro: number; afterMicro: number }
  | { kind: 'insufficient'; costMicro: number; missingMicro: number }
  /** Without an account: one of a few that cost nothing. */
  | { kind: 'free'; costMicro: number; guest: LimitLeft };

/** What a generation would cost and leave, by the same code that the gate holds by. `guest`: what a guest has left. */
export function affordability(
  book: PublicPriceBook,
  wanted: { aiType: AiType; service: string; units: number },
  spendableMicro: number | null,
  guest: LimitLeft | null = null,
): Affordability {
  const quoted = quote(book, wanted);
  if (quoted.kind === 'no-quote') return { kind: 'unpriced' };
  const { costMicro } = quoted;
  if (spendableMicro === null) return { kind: 'checking', costMicro };
  if (costMicro <= spendableMicro) {
    return { kind: 'affordable', costMicro, afterMicro: spendableMicro - costMicro };
  }
  if (guest) return { kind: 'free', costMicro, guest };
  return { kind: 'insufficient', costMicro, missingMicro: costMicro - spendableMicro };
}
