import { type AiType, type PublicPriceBook, quote } from '@tollgate/client';

export type Affordability =
  /** The units are beyond what the service takes, or it is gone from the price book. */
  | { kind: 'unpriced'; message: string }
  | { kind: 'checking'; costMicro: number }
  | { kind: 'affordable'; costMicro: number; afterMicro: number }
  | { kind: 'insufficient'; costMicro: number; missingMicro: number };

/** What a generation would cost and leave, by the same code that the gate holds by. */
export function affordability(
  book: PublicPriceBook,
  wanted: { aiType: AiType; service: string; units: number },
  spendableMicro: number | null,
): Affordability {
  const quoted = quote(book, wanted);
  if (quoted.kind === 'no-quote') return { kind: 'unpriced', message: quoted.message };
  const { costMicro } = quoted;
  if (spendableMicro === null) return { kind: 'checking', costMicro };
  return costMicro <= spendableMicro
    ? { kind: 'affordable', costMicro, afterMicro: spendableMicro - costMicro }
    : { kind: 'insufficient', costMicro, missingMicro: costMicro - spendableMicro };
}
