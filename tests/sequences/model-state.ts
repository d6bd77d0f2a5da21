import type { UserStatus } from '@tollgate/contract/account/status';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { LedgerType } from '@tollgate/contract/ledger/entry-types';
import { noWindows } from '@tollgate/contract/limits/hourly';
import { LIMITS, type SequenceLimits, WELCOME_MICRO } from './config.ts';
import { inOrder, type Lots, take, total, totalOf } from './model-lots.ts';

/**
 * What ought to happen, said a second time and as plainly as it can be: lots in a map, amounts as bigints,
 * everything that was ever accepted remembered, nothing merged, cached or cut off. It shares no code with
 * what it judges.
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
  ledger: Entry[];
  spent: bigint;
  ended: number;
  /** The days with a record of too many reported failures. */
  abuses: Set<string>;
  /** Whether the second of them suspends the account. */
  suspends: boolean;
  audits: number;
}

/** A movement of credits: its number is its place. Without its sign, by lot. */
export interface Entry {
  type: LedgerType;
  sign: 1n | -1n;
  lots: Lots;
  isByStaff: boolean;
}

export interface Generation {
  isAppRun: boolean;
  payload: string;
  price: { priceMicro: number; per: number };
  taken: Lots;
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

export const creditsOf = ({ lots }: Model): bigint => totalOf(lots);
export const isOpen = ({ status }: Generation): boolean => status === 'pending' || status === 'processing';
export const heldOf = ({ generations }: Model): bigint =>
  total([...generations.values()].filter(isOpen).map(({ held }) => held));

export function newModel({ limits = LIMITS, suspends = false, nowMs = 0 } = {}): Model {
  const until = Number.POSITIVE_INFINITY;
  const welcome = { source: 'welcome', until, id: '1', born: nowMs, amount: BigInt(WELCOME_MICRO) } as const;
  return {
    limits,
    status: 'active',
    lots: [{ ...welcome }],
    generations: new Map(),
    receipts: new Map(),
    accepted: noWindows(),
    month: '',
    failures: { day: '', count: 0 },
    ledger: [{ type: 'grant', sign: 1n, lots: [{ ...welcome }], isByStaff: false }],
    spent: 0n,
    ended: 0,
    abuses: new Set(),
    suspends,
    audits: 0,
  };
}

export function writeOff(model: Model, nowMs: number): void {
  for (;;) {
    const [due] = inOrder(model.lots.filter(({ until }) => until <= nowMs));
    if (!due) return;
    const { source, until } = due;
    const lots = model.lots.filter((lot) => lot.source === source && lot.until === until);
    take(model.lots, lots);
    post(model, { type: 'expiry', sign: -1n, lots });
  }
}

export function post(model: Model, entry: Omit<Entry, 'isByStaff'>, isByStaff = false): void {
  model.ledger.push({ ...entry, isByStaff });
}

/** The generations of a service that count in the month. */
export const callsIn = ({ generations }: Model, month: string, service: string): number =>
  [...generations.values()].filter((one) => one.month === month && one.service === service).length;
