import {
  LOW_BALANCE_MICRO,
  type PublicPriceBook,
  type Quote,
  quote,
} from '@tollgate/contract/pricing/prices';
import { fieldsOf } from './activity.ts';

/** The price book that the SDK knows, and quotes from. */

/**
 * Reads `system_config/public`; `undefined` when it is not there or is no price book. The functions alone
 * write it.
 */
export function readPrices(document: unknown): PublicPriceBook | undefined {
  const known: Partial<PublicPriceBook> = fieldsOf(document);
  const { version, services, packs = {}, sellsPacks = false, plans = {} } = known;
  const { lowBalanceMicro = LOW_BALANCE_MICRO } = known;
  return version && services ? { version, services, packs, sellsPacks, plans, lowBalanceMicro } : undefined;
}

/** What `quote` of the SDK answers: also that no prices have come yet. */
export type LiveQuote = Quote | { kind: 'no-quote'; why: 'no_prices'; message: string };

const keyOf = ({ service, units }: { service?: unknown; units?: unknown }) => `${service} ${units}`;

export class PriceBook {
  /** What `learn` was told last; nobody else writes it. */
  latest: PublicPriceBook | null = null;
  /** What people were told last, by service and units: nobody pays more. */
  told: Record<string, number> = {};

  /** Takes what an answer or the listener told; an older version that arrives late changes nothing. */
  learn(prices: PublicPriceBook): void {
    if (prices.version >= (this.latest?.version ?? 0)) this.latest = prices;
  }

  quote(wanted: Parameters<typeof quote>[1]): LiveQuote {
    if (this.latest) {
      const answer = quote(this.latest, wanted);
      if (answer.kind === 'quote') this.told[keyOf(wanted)] = answer.costMicro;
      return answer;
    }
    return {
      kind: 'no-quote',
      why: 'no_prices',
      message: 'no prices yet: call subscribeToPrices or getPrices',
    };
  }

  /** The most that may be paid for it; `undefined` where nothing was told. */
  mostFor(wanted: { service?: unknown; units?: unknown }): number | undefined {
    return this.told[keyOf(wanted)];
  }

  /**
   * By a refusal people are told a new price: asked for again, with its units or by default, that is
   * accepted, and no other.
   */
  accept(price: { service: string; units: number; costMicro: number }): void {
    this.told[keyOf(price)] = this.told[`${price.service} undefined`] = price.costMicro;
  }
}
