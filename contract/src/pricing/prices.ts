import { type Micro, toMicro, ZERO_MICRO } from '../common/money.ts';
import type { AiType } from '../kinds/kinds.ts';
import type { Unit } from '../kinds/units.ts';
import type { Tier } from './tiers.ts';

/**
 * The price of a service: `priceMicro` microcredits for every `per` units, at least `minimumMicro` if
 * anything was used.
 */
export interface Price {
  priceMicro: number;
  per: number;
  minimumMicro: number;
}

/**
 * One line of the price book as users see it: what it is, what it costs, how much may be asked for at once.
 */
export interface PricedService extends Price {
  label: string;
  description: string;
  aiType: AiType;
  unit: Unit;
  /** Units asked for when a call names none. */
  defaultUnits: number;
  /** The most units that one call may ask for. */
  maxUnits: number;
  /** Whether `generate` can run it on the server; otherwise the app runs it itself, inside `withCredits`. */
  runsOnServer: boolean;
}

/**
 * Below this a balance is low, where a configuration doesn't say otherwise: two images' worth by the default
 * prices.
 */
export const LOW_BALANCE_MICRO = 2_000_000;

/** Credits for sale. */
export interface Pack {
  label: string;
  /** All that the buyer gets. */
  creditsMicro: number;
  /** How much of that is a bonus. */
  bonusMicro: number;
  /** US cents. */
  priceCents: number;
  /** The operator marks it as the best value. Where no pack is, it is the one whose credits cost least. */
  bestValue?: boolean;
}

/** Credits that come each month, and the tier that comes with them. */
export interface Plan {
  label: string;
  tier: Tier;
  monthlyMicro: number;
  /** US cents a month. */
  priceCents: number;
}

/**
 * The public price book: without what providers bill, which only staff see. Clients get it in
 * `getUserProfile`, and follow it live in `system_config/public`.
 */
export interface PublicPriceBook {
  version: number;
  services: Record<string, PricedService>;
  packs: Record<string, Pack>;
  /** Whether the packs can be bought here and now. */
  sellsPacks: boolean;
  plans: Record<string, Plan>;
  /** A balance below this is low. 0: none ever is. */
  lowBalanceMicro: number;
}

/**
 * The document of `system_config` that everybody who is signed in may read; every save of `credit_config`
 * writes it.
 */
export const PUBLIC_PRICES_ID = 'public';

/** The public part of `credit_config`. */
export function publicPrices(config: {
  version: number;
  services: Readonly<
    Record<
      string,
      Omit<PricedService, 'runsOnServer'> & { provider: string | null; providerCostMicroUsd: number }
    >
  >;
  packs: Record<string, Pack>;
  sellsPacks: boolean;
  plans: Record<string, Plan>;
  lowBalanceMicro: number;
}): PublicPriceBook {
  const { version, services, packs, sellsPacks, plans, lowBalanceMicro } = config;
  const publicService = ({
    provider,
    providerCostMicroUsd: _cost,
    ...service
  }: (typeof services)[string]): PricedService => ({ ...service, runsOnServer: provider !== null });
  return {
    version,
    services: Object.fromEntries(
      Object.entries(services).map(([id, service]) => [id, publicService(service)]),
    ),
    packs,
    sellsPacks,
    plans,
    lowBalanceMicro,
  };
}

/**
 * What `units` of a service cost, in microcredits: ⌈units × priceMicro ÷ per⌉, at least the minimum, and
 * nothing for 0 units. Exact for every safe integer (BigInt inside); the same code quotes in the browser,
 * holds and settles. Throws a RangeError on units or a price that no schema would let through.
 */
export function costMicro(price: Price, units: number): Micro {
  if (units === 0) return ZERO_MICRO;
  if (!Number.isSafeInteger(units) || units < 0 || price.per < 1) {
    throw new RangeError(`no price for ${units} units, per ${price.per}`);
  }
  const per = BigInt(price.per);
  const exact = (BigInt(units) * BigInt(price.priceMicro) + per - 1n) / per;
  return toMicro(Math.max(Number(exact), price.minimumMicro));
}

export type Quote =
  | { kind: 'quote'; service: string; units: number; unit: Unit; costMicro: Micro; priceVersion: number }
  | { kind: 'no-quote'; why: 'unknown_service' | 'wrong_kind' | 'bad_units'; message: string };

/**
 * What a generation would cost before anything is held. `units` defaults to the service's own default. Pure:
 * the web shows it as the user types, the gate holds by it.
 */
export function quote(
  book: { version: number; services: Readonly<Record<string, Omit<PricedService, 'runsOnServer'>>> },
  wanted: { aiType: AiType; service: string; units?: number | undefined },
): Quote {
  const service = Object.hasOwn(book.services, wanted.service) ? book.services[wanted.service] : undefined;
  if (!service) {
    const known = Object.keys(book.services).join(', ');
    return {
      kind: 'no-quote',
      why: 'unknown_service',
      message: `unknown service; the price book has: ${known}`,
    };
  }
  if (service.aiType !== wanted.aiType) {
    return {
      kind: 'no-quote',
      why: 'wrong_kind',
      message: `${wanted.service} makes ${service.aiType}, not ${wanted.aiType}`,
    };
  }
  const units = wanted.units ?? service.defaultUnits;
  if (!Number.isSafeInteger(units) || units < 1 || units > service.maxUnits) {
    const message = `must be a whole number of ${service.unit}s from 1 to ${service.maxUnits}`;
    return { kind: 'no-quote', why: 'bad_units', message };
  }
  return {
    kind: 'quote',
    service: wanted.service,
    units,
    unit: service.unit,
    costMicro: costMicro(service, units),
    priceVersion: book.version,
  };
}
