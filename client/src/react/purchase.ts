import type { Pack } from '@tollgate/contract/prices';
import { newId } from '../new-id.ts';
import type { Words } from './words/words.ts';

/** What somebody wants to buy, as your `onPurchase` gets it. */
export interface Order {
  packId: string;
  pack: Pack;
  userId: string;
  /** Made anew for each purchase: give it to your checkout, so that a repeated call charges once. */
  requestId: string;
}

/** What your `onPurchase` answers; nothing means that it went through. `error` is a sentence for the person. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer is a handler that succeeded.
export type PurchaseOutcome = void | { success: true } | { success: false; error?: string };

export type Purchase =
  | { success: true; error: null; code: null }
  | {
      success: false;
      /** One sentence for a person. */
      error: string;
      code: 'no_checkout' | 'unknown_pack' | 'checkout_failed' | 'unauthenticated';
    };

const failed = (code: Exclude<Purchase['code'], null>, error: string): Purchase => ({
  success: false,
  error,
  code,
});

/** Asks the app's checkout. Never throws: what that throws is a failure without details for the person. */
export async function purchase(
  onPurchase: ((order: Order) => Promise<PurchaseOutcome> | PurchaseOutcome) | undefined,
  { packId, pack, userId }: { packId: string; pack: Pack | undefined; userId: string | null | undefined },
  words: Words,
): Promise<Purchase> {
  if (!onPurchase) return failed('no_checkout', words.packs.noCheckout);
  if (!userId) return failed('unauthenticated', words.balance.signedOut);
  if (!pack) return failed('unknown_pack', words.packs.unknownPack);
  try {
    const outcome = await onPurchase({ packId, pack, userId, requestId: newId() });
    if (!outcome || outcome.success) return { success: true, error: null, code: null };
    return failed('checkout_failed', outcome.error ?? words.packs.checkoutFailed);
  } catch {
    return failed('checkout_failed', words.packs.checkoutFailed);
  }
}
