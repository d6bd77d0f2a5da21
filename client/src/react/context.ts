import { LOW_BALANCE_MICRO } from '@tollgate/contract/pricing/prices';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Speech } from './locale.ts';
import type { Purchases, Shop } from './purchase.ts';
import type { CreditsSource, CreditsState, CreditsStore } from './store.ts';

/** What `CreditsProvider` gives to all below it. */
export interface CreditsContextValue {
  source: CreditsSource;
  store: CreditsStore;
  speech: Speech;
  /** A balance below this is low; `undefined`: as the operator has it. */
  lowMicro: number | undefined;
  shop: Shop;
  purchases: Purchases;
}

export const CreditsContext = createContext<CreditsContextValue | null>(null);

export function useCreditsContext(): CreditsContextValue {
  const context = useContext(CreditsContext);
  if (!context) throw new Error('Tollgate: put a <CreditsProvider tollgate={…}> around what uses credits.');
  return context;
}

export const useSpeech = (): Speech => useCreditsContext().speech;

export function useCreditsState(): CreditsState {
  const { store } = useCreditsContext();
  return useSyncExternalStore(store.subscribe, store.getState, store.getState);
}

/** A balance below this is low: what the app says, or else the operator's configuration. */
export function useLowMicro(): number {
  const { lowMicro } = useCreditsContext();
  const { prices } = useCreditsState();
  return lowMicro ?? prices?.lowBalanceMicro ?? LOW_BALANCE_MICRO;
}
