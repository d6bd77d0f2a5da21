import { MICRO_PER_CREDIT } from '@tollgate/contract/money';
import { type ReactNode, useEffect, useMemo } from 'react';
import { CreditsContext, type CreditsContextValue } from './context.ts';
import { speechOf } from './locale.ts';
import { type CreditsSource, createCreditsStore } from './store.ts';
import type { Words } from './words/words.ts';

export interface CreditsProviderProps {
  /** What `createTollgate` made. Make it once, outside your components. */
  tollgate: CreditsSource;
  /** A BCP 47 tag: words, direction and numerals. English (`en`) and Arabic (`ar`) have words. */
  locale?: string;
  /** Words of your own, for another language or another tone. */
  words?: Words;
  /** A balance below so many credits is low, and people are told so. */
  lowBalance?: number;
  /** Your checkout: takes the payment, or leads to where it is taken. Without one, nothing can be bought. */
  onPurchase?: CreditsContextValue['onPurchase'];
  children: ReactNode;
}

/** Follows the credits of whoever is signed in, once for all hooks and components below it. */
export function CreditsProvider({
  tollgate,
  locale = 'en',
  words,
  lowBalance = 10,
  onPurchase,
  children,
}: CreditsProviderProps) {
  const store = useMemo(() => createCreditsStore(tollgate), [tollgate]);
  // Followed for as long as the app is there: what goes from page to page finds the balance already.
  useEffect(() => store.subscribe(() => {}), [store]);
  const speech = useMemo(() => speechOf(locale, words), [locale, words]);
  const value = useMemo(
    () => ({
      source: tollgate,
      store,
      speech,
      lowMicro: Math.round(lowBalance * MICRO_PER_CREDIT),
      onPurchase,
    }),
    [tollgate, store, speech, lowBalance, onPurchase],
  );
  return <CreditsContext.Provider value={value}>{children}</CreditsContext.Provider>;
}
