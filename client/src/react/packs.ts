import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { Pack } from '@tollgate/contract/pricing/prices';

/** A pack as it is offered, beside the others that are for sale. */
export interface Offer extends Pack {
  packId: string;
  /** What one credit of it costs, in US cents: for showing. */
  centsEach: number;
  /** Of one: how much less a credit costs than in the dearest pack. */
  saving: number;
  /**
   * The one that the operator marks; else the one in which a credit costs least; of several, the smallest.
   * Unmarked, never where there is but one.
   */
  isBest: boolean;
}

const centsEach = ({ priceCents, creditsMicro }: Pack) => (priceCents * MICRO_PER_CREDIT) / creditsMicro;

/**
 * What is for sale, the smallest price first, with what each saves. `bestValue` names the one to mark,
 * whatever the price book says.
 */
export function offersOf(packs: Readonly<Record<string, Pack>>, bestValue?: string): Offer[] {
  const found = Object.entries(packs)
    .map(([packId, pack]) => ({ ...pack, packId, centsEach: centsEach(pack) }))
    .sort((a, b) => a.priceCents - b.priceCents);
  const dearest = Math.max(...found.map((pack) => pack.centsEach));
  const cheapest = Math.min(...found.map((pack) => pack.centsEach));
  const ofOperator = found.find((pack) => pack.bestValue)?.packId;
  const ofPrice = cheapest < dearest ? found.find((pack) => pack.centsEach === cheapest)?.packId : undefined;
  const best = bestValue ?? ofOperator ?? ofPrice;
  return found.map((pack) => ({
    ...pack,
    saving: 1 - pack.centsEach / dearest,
    isBest: pack.packId === best,
  }));
}
