import { LOW_BALANCE_MICRO, type PublicPriceBook, type Quote, quote } from '@tollgate/contract/prices';
import { fieldsOf } from './activity.ts';

/** The price book that the SDK knows, and quotes from. */

/** Reads `system_config/public`; `undefined` when it is not there or is no price book. The functions alone write it. */
export function readPrices(document: unknown): PublicPriceBook | undefined {
  const known: Partial<PublicPriceBook> = fieldsOf(document);
  const { version, services, packs = {}, sellsPacks = false, plans = {} } = known;
  const { lowBalanceMicro = LOW_BALANCE_MICRO } = known;
  return version && services ? { version, services, packs, sellsPacks, plans, lowBalanceMicro } : undefined;
}

/** What `quote` of the SDK answers: also that no prices have come yet. */
export type LiveQuote = Quote | { kind: 'no-quote'; why: 'no_prices'; message: string };

export class PriceBook {
  /** What `learn` was told last; nobody else writes it. */
  latest: PublicPriceBook | null = null;

  /** Takes what an answer or the listener told; an older version that arrives late changes nothing. */
  learn(prices: PublicPriceBook): void {
    if (prices.version >= (this.latest?.version ?? 0)) this.latest = prices;
  }

  quote(wanted: Parameters<typeof quote>[1]): LiveQuote {
    if (this.latest) return quote(this.latest, wanted);
    return {
      kind: 'no-quote',
      why: 'no_prices',
      message: 'no prices yet: call subscribeToPrices or getPrices',
    };
  }
}
