import type { AiType } from '@tollgate/contract/kinds/kinds';
import { costMicro, type PricedService, type PublicPriceBook } from '@tollgate/contract/pricing/prices';

export interface Model extends PricedService {
  service: string;
  costMicro: number;
  /** What the balance is short of; 0: it can be paid. */
  missingMicro: number;
  /** Why it can't be had here, whatever it costs; `null`: it can. */
  whyNot: string | null;
  isRecommended: boolean;
}

export interface ModelsOptions {
  availableMicro: number | null;
  units?: number | undefined;
  whyNot?: ((model: PricedService & { service: string }) => string | null) | undefined;
}

/** A balance that pays so many more of the same is not worried about the price. */
const COMFORTABLE_TIMES = 10;

/**
 * The models of a kind, the cheapest first, each with what it costs and what is missing for it. Recommended
 * is the dearest one that the balance pays ten times over, else the cheapest one that it pays at all: good
 * work, without spending the last credits on it. While the balance is `null`, nothing is missing and nothing
 * recommended. What can't be had comes last.
 */
export function modelsOf(
  prices: PublicPriceBook,
  aiType: AiType,
  { availableMicro, units, whyNot = () => null }: ModelsOptions,
): Model[] {
  const models = Object.entries(prices.services)
    .filter(([, service]) => service.aiType === aiType)
    .map(([id, service]) => {
      // What is being typed may be no count at all.
      const isCount = units !== undefined && Number.isSafeInteger(units) && units > 0;
      const cost: number = costMicro(
        service,
        isCount ? Math.min(units, service.maxUnits) : service.defaultUnits,
      );
      const missingMicro = availableMicro === null ? 0 : Math.max(0, cost - availableMicro);
      const model = { ...service, service: id };
      return { ...model, costMicro: cost, missingMicro, whyNot: whyNot(model) };
    })
    .sort((a, b) => Number(a.whyNot !== null) - Number(b.whyNot !== null) || a.costMicro - b.costMicro);
  const chosen = recommended(
    models.filter((model) => model.whyNot === null),
    availableMicro,
  );
  return models.map((model) => ({ ...model, isRecommended: model === chosen }));
}

function recommended<M extends { costMicro: number }>(
  models: readonly M[],
  availableMicro: number | null,
): M | undefined {
  // Where all cost the same, the price gives no reason to prefer one.
  if (availableMicro === null || models[0]?.costMicro === models.at(-1)?.costMicro) return undefined;
  const comfortable = models.findLast(({ costMicro: cost }) => cost * COMFORTABLE_TIMES <= availableMicro);
  return comfortable ?? models.find(({ costMicro: cost }) => cost <= availableMicro);
}
