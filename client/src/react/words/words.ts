import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { Unit } from '@tollgate/contract/kinds/units';
import type { GrantSource } from '@tollgate/contract/ledger/sources';

/**
 * Every word that the components say. English and Arabic are shipped; `CreditsProvider` takes a `words` of
 * your own for another language. Numbers, amounts, dates and durations come as text in the reader's numerals;
 * where a count decides the form, it comes beside it.
 */
export interface Words {
  /** "12.5 credits": the amount with its unit. */
  credits(count: number, shown: string): string;
  /** "per image", "per 1,000 tokens": what a price is for. */
  per(unit: Unit | 'minute', count: number, shown: string): string;
  kinds: Record<AiType, string>;
  sources: Record<GrantSource, string>;

  balance: {
    title: string;
    loading: string;
    signedOut: string;
    toSpend: string;
    held(credits: string): string;
    /** The same in a sentence, which says why. */
    heldBy(credits: string): string;
    low(credits: string): string;
    empty: string;
    /** The mark beside a low balance, where there is no room for a sentence. */
    lowMark: string;
    lastKnown: string;
    sources: string;
    expires(date: string): string;
    neverExpires: string;
    usedThisMonth: string;
    generationsThisMonth: string;
    buy: string;
    retry: string;
    failed: string;
    /** The same where there is no room for a sentence. */
    failedMark: string;
    blocked: Record<'paused' | 'suspended' | 'deleted', string>;
  };
  guest: {
    title: string;
    left(left: string, limit: string): string;
    leftUnknown: string;
    usedUp: string;
    offer: string;
    signUp: string;
  };
  cost: {
    checking: string;
    costs: string;
    costsAtMost: string;
    leaves: string;
    missing: string;
    sufficient: string;
    low: string;
    insufficient: string;
    guest: string;
    /** The service is not in the price book, or doesn't take so many units. */
    unpriced: string;
  };
  packs: {
    title: string;
    have(credits: string): string;
    lead: string;
    loading: string;
    none: string;
    bestValue: string;
    /** How many of the pack's credits are a bonus. */
    bonus(amount: string): string;
    save(percent: string): string;
    aCredit(price: string): string;
    buyFor(price: string): string;
    busy: string;
    /** The page for paying is being opened; `toPay` leads there where it doesn't open by itself. */
    leaving: string;
    toPay: string;
    /** To a guest, who has no account that credits could go to. */
    signUpFirst: string;
    thanks(credits: string): string;
    noCheckout: string;
    checkoutFailed: string;
    unknownPack: string;
    close: string;
    plans: string;
    plan: string;
    eachMonth: string;
    whatItBuys: string;
    model: string;
    price: string;
    inBalance: string;
  };
  models: {
    choose: string;
    recommended: string;
    missing(credits: string): string;
    none: string;
  };
  usage: {
    title: string;
    total: string;
    average: string;
    none: string;
    loading: string;
    asTable: string;
    day: string;
    used: string;
    /** What a screen reader hears in place of the picture. */
    summary(total: string, days: number, shownDays: string): string;
  };
  limit: {
    left(kind: string, left: string, limit: string): string;
    nextIn(kind: string, duration: string): string;
    guestNextIn(duration: string): string;
    again(kind: string): string;
    /** None are allowed at all. */
    closed(kind: string): string;
  };
}
