import { create } from 'zustand';

/** What was refused today, as far as it is known; `null` hides it. */
interface Refusals {
  /** Calls by reason. */
  today: Readonly<Record<string, number>> | null;
}

export const useRefusals = create<Refusals>(() => ({ today: null }));
