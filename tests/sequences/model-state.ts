import type { AiType, UserStatus } from '@tollgate/contract/ai-types';
import { LIMITS, type SequenceLimits, WELCOME_MICRO } from './config.ts';
import { expiryOf, type Lots, lotKey, type Taken, total } from './model-lots.ts';

/**
 * What ought to happen, said a second time and as plainly as it can be: lots in a map, amounts as bigints, everything
 * that was ever accepted remembered, nothing merged, cached or cut off. It shares no code with what it judges.
 */
export interface Model {
  limits: SequenceLimits;
  status: UserStatus;
  lots: Lots;
  generations: Map<string, Generation>;
  receipts: Map<string, { payload: string; answer: string }>;
  accepted: Record<AiType, number[]>;
  /** The last UTC month in which something was accepted; it does not come again by a clock that is behind. */
  month: string;
  failures: { day: string; count: number };
  ledger: string[];
  spent: bigint;
  ended: number;
  /** The days with a record of too many reported failures. */
  abuses: Set<string>;
  /** Whether the second of them suspends the account. */
  suspends: boolean;
  audits: number;
}

export interface Generation {
  isAppRun: boolean;
  payload: string;
  price: { priceMicro: number; per: number };
  taken: Taken;
  held: bigint;
  deadline: number;
  status: string;
  lease: { holder: string; until: number } | null;
  charged: bigint;
  service: string;
  /** In which it counts; `null` once it came to nothing. */
  month: string | null;
  began: boolean;
  holdAnswer: string;
  endAnswer: string;
}

export const creditsOf = ({ lots }: Model): bigint => total(lots.values());
export const isOpen = ({ status }: Generation): boolean => status === 'pending' || status === 'processing';
export const heldOf = ({ generations }: Model): bigint =>
  total([...generations.values()].filter(isOpen).map(({ held }) => held));

export function newModel({ limits = LIMITS, suspends = false } = {}): Model {
  return {
    limits,
    status: 'active',
    lots: new Map([[lotKey('welcome', null), BigInt(WELCOME_MICRO)]]),
    generations: new Map(),
    receipts: new Map(),
    accepted: { image: [], video: [], voice: [], chat: [] },
    month: '',
    failures: { day: '', count: 0 },
    ledger: [`grant ${WELCOME_MICRO}`],
    spent: 0n,
    ended: 0,
    abuses: new Set(),
    suspends,
    audits: 0,
  };
}

export function writeOff(model: Model, nowMs: number): void {
  for (const [key, amount] of model.lots) {
    if (expiryOf(key) > nowMs) continue;
    model.lots.delete(key);
    model.ledger.push(`expiry ${-amount}`);
  }
}

/** The generations of a service that count in the month. */
export const callsIn = ({ generations }: Model, month: string, service: string): number =>
  [...generations.values()].filter((one) => one.month === month && one.service === service).length;
