import type { Checkout } from '@tollgate/contract/billing/order';
import type { Pack, PublicPriceBook } from '@tollgate/contract/pricing/prices';
import type { Buying } from '../buying.ts';
import { newId } from '../new-id.ts';
import type { Answer, FailureCode } from '../outcome.ts';
import type { Words } from './words/words.ts';

/** What somebody wants to buy, as your `onPurchase` gets it. */
export interface Order {
  packId: string;
  pack: Pack;
  userId: string;
  /**
   * Stays the same until it is known how the purchase ended: give it to your checkout, so that a repeated
   * call charges once.
   */
  requestId: string;
}

/**
 * What your `onPurchase` answers; nothing means that it went through. `error` is a sentence for the person.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer is a handler that succeeded.
export type PurchaseOutcome = void | { success: true } | { success: false; error?: string };

export type Purchase =
  | {
      success: true;
      error: null;
      code: null;
      /**
       * The page for paying that the buyer is led to; `null` when your `onPurchase` has seen to everything.
       */
      checkoutUrl: string | null;
    }
  | {
      success: false;
      /** One sentence for a person. */
      error: string;
      code: 'no_checkout' | 'unknown_pack' | 'checkout_failed' | 'sign_up_first' | FailureCode;
    };

type Failed = Extract<Purchase, { success: false }>;

/** Who buys, and from what. */
export interface Buyer {
  userId: string | null | undefined;
  isGuest: boolean;
  prices: PublicPriceBook | null;
  words: Words;
}

/** How a provider sells. */
export interface Shop {
  onPurchase: ((order: Order) => Promise<PurchaseOutcome> | PurchaseOutcome) | undefined;
  buying: Buying | null;
  returnUrl: string | (() => string) | undefined;
  openCheckout(checkoutUrl: string): void;
}

export interface Purchases {
  /** Never throws. The same pack again, before the first answer has come, is the same purchase. */
  buy(packId: string, buyer: Buyer, shop: Shop): Promise<Purchase>;
}

/**
 * Whether anything can be bought: by the app's own checkout, or by Tollgate's where the operator sells packs.
 */
export const sells = ({ onPurchase, buying }: Shop, prices: PublicPriceBook | null): boolean =>
  onPurchase !== undefined || (buying !== null && prices?.sellsPacks === true);

const failed = (code: Failed['code'], error: string): Failed => ({ success: false, error, code });
const done = (checkoutUrl: string | null): Purchase => ({
  success: true,
  error: null,
  code: null,
  checkoutUrl,
});

/** One of these is in each provider, so that two buttons for the same pack don't make two orders. */
export function createPurchases(): Purchases {
  /**
   * By what was asked for, the id of a purchase that may have begun: a retry is the same one. At another
   * price, or from another page, it is another.
   */
  const begun = new Map<string, string>();
  const pending = new Map<string, Promise<Purchase>>();

  function idOf(asked: string): string {
    const id = begun.get(asked) ?? newId();
    begun.set(asked, id);
    return id;
  }

  async function byApp(
    packId: string,
    order: Omit<Order, 'requestId' | 'packId'>,
    onPurchase: NonNullable<Shop['onPurchase']>,
    words: Words,
  ): Promise<Purchase> {
    const asked = JSON.stringify([packId, order]);
    try {
      const outcome = await onPurchase({ ...order, packId, requestId: idOf(asked) });
      begun.delete(asked);
      if (!outcome || outcome.success) return done(null);
      return failed('checkout_failed', outcome.error ?? words.packs.checkoutFailed);
    } catch {
      return failed('checkout_failed', words.packs.checkoutFailed);
    }
  }

  async function byTollgate(
    packId: string,
    order: Omit<Order, 'requestId' | 'packId'>,
    { buying, shop, words }: { buying: Buying; shop: Shop; words: Words },
  ): Promise<Purchase> {
    const returnUrl = typeof shop.returnUrl === 'function' ? shop.returnUrl() : shop.returnUrl;
    const asked = JSON.stringify([packId, order, returnUrl ?? location.href]);
    const ask = (): Promise<Answer<Checkout>> =>
      buying.buyPack(packId, { requestId: idOf(asked), returnUrl });
    let answer = await ask();
    if (answer.success && answer.data.checkoutUrl === null) {
      // Paid or expired since: who clicks now means another one.
      begun.delete(asked);
      answer = await ask();
    }
    if (!answer.success) return failed(answer.code, answer.error);
    const { checkoutUrl } = answer.data;
    if (checkoutUrl === null) return failed('checkout_failed', words.packs.checkoutFailed);
    shop.openCheckout(checkoutUrl);
    return done(checkoutUrl);
  }

  async function begin(
    packId: string,
    { userId, isGuest, prices, words }: Buyer,
    shop: Shop,
  ): Promise<Purchase> {
    const { onPurchase, buying } = shop;
    if (!sells(shop, prices)) return failed('no_checkout', words.packs.noCheckout);
    if (!userId) return failed('unauthenticated', words.balance.signedOut);
    const pack = prices?.packs[packId];
    if (!pack) return failed('unknown_pack', words.packs.unknownPack);
    if (onPurchase) return byApp(packId, { pack, userId }, onPurchase, words);
    if (isGuest) return failed('sign_up_first', words.packs.signUpFirst);
    return buying
      ? byTollgate(packId, { pack, userId }, { buying, shop, words })
      : failed('no_checkout', words.packs.noCheckout);
  }

  return {
    buy(packId, buyer, shop) {
      // Another buyer is led to a checkout of their own, never to that of the one before.
      const key = JSON.stringify([buyer.userId, packId]);
      const running = pending.get(key);
      if (running) return running;
      const purchase = begin(packId, buyer, shop).finally(() => pending.delete(key));
      pending.set(key, purchase);
      return purchase;
    },
  };
}
