import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { type ReactNode, useEffect, useMemo } from 'react';
import { buyingOf } from '../buying.ts';
import { CreditsContext } from './context.ts';
import { speechOf } from './locale.ts';
import { createPurchases, type Shop } from './purchase.ts';
import { type CreditsSource, createCreditsStore } from './store.ts';
import type { Words } from './words/words.ts';

export interface CreditsProviderProps {
  /** What `createTollgate` made. Make it once, outside your components. */
  tollgate: CreditsSource;
  /** A BCP 47 tag: words, direction and numerals. English (`en`) and Arabic (`ar`) have words. */
  locale?: string;
  /** Words of your own, for another language or another tone. */
  words?: Words;
  /**
   * A balance below so many credits is low, and people are told so. Left out: as the operator's configuration
   * has it.
   */
  lowBalance?: number;
  /**
   * A checkout of your own: takes the payment, or leads to where it is taken. Left out, packs are bought
   * through Tollgate's checkout where the operator sells them (`sellsPacks`), and nothing can be bought where
   * not.
   */
  onPurchase?: Shop['onPurchase'];
  /**
   * Where a buyer comes back to from Tollgate's checkout, with `order` and `checkout` added to the address;
   * the page they are on when left out. Follow the order there with `useOrder`.
   */
  returnUrl?: string | (() => string);
  /**
   * Opens the page for paying. Left out, the window goes there. Keep it the same function from render to
   * render.
   */
  openCheckout?: (checkoutUrl: string) => void;
  children: ReactNode;
}

const buyingFor = ({ buying, extend }: CreditsSource) => buying ?? (extend ? buyingOf({ extend }) : null);
const goTo = (address: string): void => location.assign(address);

/** Follows the credits of whoever is signed in, once for all hooks and components below it. */
export function CreditsProvider({
  tollgate,
  locale = 'en',
  words,
  lowBalance,
  onPurchase,
  returnUrl,
  openCheckout = goTo,
  children,
}: CreditsProviderProps) {
  const store = useMemo(() => createCreditsStore(tollgate), [tollgate]);
  // Followed for as long as the app is there: what goes from page to page finds the balance already.
  useEffect(() => store.subscribe(() => {}), [store]);
  const speech = useMemo(() => speechOf(locale, words), [locale, words]);
  const buying = useMemo(() => buyingFor(tollgate), [tollgate]);
  const purchases = useMemo(createPurchases, [tollgate]);
  const shop = useMemo(
    () => ({ onPurchase, buying, returnUrl, openCheckout }),
    [onPurchase, buying, returnUrl, openCheckout],
  );
  const value = useMemo(
    () => ({
      source: tollgate,
      store,
      speech,
      lowMicro: lowBalance === undefined ? undefined : Math.round(lowBalance * MICRO_PER_CREDIT),
      shop,
      purchases,
    }),
    [tollgate, store, speech, lowBalance, shop, purchases],
  );
  return <CreditsContext.Provider value={value}>{children}</CreditsContext.Provider>;
}
