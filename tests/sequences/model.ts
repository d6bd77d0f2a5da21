import type { AiType, UserStatus } from '@tollgate/contract/ai-types';
import { type Command, isAppRun } from './commands.ts';
import { LIMITS, priceOf, type SequenceLimits, WELCOME_MICRO } from './config.ts';
import { expiryOf, giveBack, type Lots, lesser, lotKey, put, type Taken, take, total } from './model-lots.ts';

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

interface Generation {
  isAppRun: boolean;
  payload: string;
  price: { priceMicro: number; per: number };
  taken: Taken;
  held: bigint;
  deadline: number;
  status: string;
  lease: { holder: string; until: number } | null;
  cancelAsked: boolean;
  charged: bigint;
  holdAnswer: string;
  endAnswer: string;
}

const HOUR_MS = 3_600_000;
const LEASE_MS = 60_000;

const dayOf = (nowMs: number) => new Date(nowMs).toISOString().slice(0, 10);

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
    failures: { day: '', count: 0 },
    ledger: [`grant ${WELCOME_MICRO}`],
    spent: 0n,
    ended: 0,
    abuses: new Set(),
    suspends,
    audits: 0,
  };
}

function writeOff(model: Model, nowMs: number): void {
  for (const [key, amount] of model.lots) {
    if (expiryOf(key) > nowMs) continue;
    model.lots.delete(key);
    model.ledger.push(`expiry ${-amount}`);
  }
}

/** What the command answers, in one line; the model becomes what the user ought to be then. */
export function step(model: Model, command: Command, nowMs: number, factor: number): string {
  switch (command.kind) {
    case 'grant':
      return grant(model, command, nowMs);
    case 'deposit': {
      writeOff(model, nowMs);
      put(model.lots, lotKey(command.source, command.expiresAt ?? null), BigInt(command.amountMicro));
      model.ledger.push(`${command.type} ${command.amountMicro}`);
      return `${creditsOf(model)}`;
    }
    case 'hold':
      return hold(model, command, nowMs, factor);
    case 'status':
      if (model.status !== command.status) model.audits++;
      model.status = command.status;
      return command.status;
    case 'expire':
      writeOff(model, nowMs);
      return 'done';
    case 'sweep':
      for (const [, generation] of overdue(model, nowMs)) {
        // One of them may have suspended the account, which cancels the rest.
        if (isOpen(generation)) sweepOne(model, generation, nowMs);
      }
      return 'done';
    default: {
      const generation = model.generations.get(command.id);
      return generation ? running(model, generation, command, nowMs) : 'not_found';
    }
  }
}

function grant(model: Model, command: Extract<Command, { kind: 'grant' }>, nowMs: number): string {
  const { id, type, amountMicro, expiresAt = null } = command;
  const payload = JSON.stringify([type, amountMicro, expiresAt]);
  const receipt = model.receipts.get(id);
  if (receipt) return receipt.payload === payload ? receipt.answer : 'request_reused';
  if (expiresAt !== null && expiresAt <= nowMs) return 'invalid_argument';
  writeOff(model, nowMs);
  put(model.lots, lotKey(type === 'refund' ? 'refund' : 'bonus', expiresAt), BigInt(amountMicro));
  model.ledger.push(`${type} ${amountMicro}`);
  model.audits++;
  const answer = `${creditsOf(model)}`;
  model.receipts.set(id, { payload, answer });
  return answer;
}

const costOf = ({ priceMicro, per }: Generation['price'], units: number): bigint =>
  (BigInt(units) * BigInt(priceMicro) + BigInt(per) - 1n) / BigInt(per);

function hold(
  model: Model,
  command: Extract<Command, { kind: 'hold' }>,
  nowMs: number,
  factor: number,
): string {
  const { id, aiType, units } = command;
  const payload = `${aiType} ${units}`;
  const known = model.generations.get(id);
  if (known) return known.payload === payload ? known.holdAnswer : 'request_reused';
  if (model.status !== 'active') return model.status;
  const limit = model.limits.perHour[aiType];
  const counted = model.accepted[aiType].filter((time) => time > nowMs - HOUR_MS).sort((a, b) => b - a);
  const blocking = counted[limit - 1];
  if (blocking !== undefined) return `rate_limited ${blocking + HOUR_MS - nowMs}`;
  const price = priceOf(aiType, factor);
  const cost = costOf(price, units);
  const spendable = total([...model.lots].filter(([key]) => expiryOf(key) > nowMs).map(([, lot]) => lot));
  if (spendable < cost) return `insufficient_credits ${cost} ${spendable}`;
  writeOff(model, nowMs);
  model.accepted[aiType].push(nowMs);
  const taken = take(model.lots, cost);
  const holder = isAppRun(id) ? null : command.holder;
  const status = holder === null ? 'pending' : 'processing';
  const deadline = nowMs + model.limits.holdSeconds[aiType] * 1_000;
  const holdAnswer = `${status} ${cost} ${creditsOf(model)}`;
  const lease = holder === null ? null : { holder, until: nowMs + LEASE_MS };
  model.generations.set(id, {
    ...{ payload, price, taken, deadline, status, lease, holdAnswer },
    isAppRun: isAppRun(id),
    held: cost,
    cancelAsked: false,
    charged: 0n,
    endAnswer: '',
  });
  return holdAnswer;
}

type OnGeneration = Exclude<Command, { kind: 'grant' | 'deposit' | 'hold' | 'status' | 'expire' | 'sweep' }>;

function running(model: Model, generation: Generation, command: OnGeneration, nowMs: number): string {
  const { lease } = generation;
  const isLeased = lease !== null && lease.until > nowMs;
  switch (command.kind) {
    case 'serverEnd': {
      if (!isOpen(generation)) return repeated(generation, command.status);
      const isMine = command.holder !== null && lease?.holder === command.holder;
      const isNobodys = command.holder === null && !isLeased;
      if (!isMine && !isNobodys) return 'activity_ended';
      const cost = command.status === 'failed' ? 0n : costOf(generation.price, command.usedUnits);
      return end(model, generation, command.status, lesser(cost, generation.held), nowMs);
    }
    case 'appEnd':
      if (!isOpen(generation)) return repeated(generation, command.status);
      if (command.status === 'completed') return end(model, generation, 'completed', generation.held, nowMs);
      return unproven(model, generation, 'failed', nowMs);
    case 'sweepOne':
      if (!isOpen(generation)) return repeated(generation, 'expired');
      return generation.deadline > nowMs ? 'activity_ended' : sweepOne(model, generation, nowMs);
    case 'cancel':
      if (!isOpen(generation)) return 'ended';
      if (generation.isAppRun) unproven(model, generation, 'cancelled', nowMs);
      else if (!isLeased) end(model, generation, 'cancelled', 0n, nowMs);
      else {
        generation.cancelAsked = true;
        return 'asked';
      }
      return 'ended';
    case 'report':
      if (!isOpen(generation)) return 'activity_ended';
      generation.status = 'processing';
      return 'done';
    case 'lease':
      if (!isOpen(generation)) return 'ended';
      if (isLeased && lease.holder !== command.holder) return 'taken';
      generation.lease = { holder: command.holder, until: nowMs + LEASE_MS };
      generation.status = 'processing';
      return 'leased';
    case 'heartbeat':
      if (!isOpen(generation) || lease?.holder !== command.holder) return 'activity_ended';
      generation.lease = { holder: command.holder, until: nowMs + LEASE_MS };
      return 'progress';
  }
}

/** The longest overdue first: it decides which of two is given back when only one is. */
const overdue = ({ generations }: Model, nowMs: number): [string, Generation][] =>
  [...generations]
    .filter(([, generation]) => isOpen(generation) && generation.deadline <= nowMs)
    .sort(([a, { deadline }], [b, other]) => deadline - other.deadline || (a < b ? -1 : 1));

const repeated = (generation: Generation, status: string): string =>
  generation.status === status ? generation.endAnswer : 'activity_ended';

function sweepOne(model: Model, generation: Generation, nowMs: number): string {
  if (generation.isAppRun) return unproven(model, generation, 'expired', nowMs);
  return end(model, generation, 'expired', 0n, nowMs);
}

/** A failure that only the app vouches for: believed so many times a day, and a day that is over does not come again. */
function unproven(model: Model, generation: Generation, status: string, nowMs: number): string {
  const day = dayOf(nowMs);
  if (day > model.failures.day) model.failures = { day, count: 0 };
  model.failures.count++;
  const beyond = model.failures.count - model.limits.reportedFailuresPerDay;
  if (beyond === 1) model.abuses.add(day);
  const answer = end(model, generation, status, beyond > 0 ? generation.held : 0n, nowMs);
  if (beyond === 2 && model.suspends) suspend(model, day, nowMs);
  return answer;
}

/** A suspension by the system ends what nobody runs, for nothing, and asks what is running to stop. */
function suspend(model: Model, day: string, nowMs: number): void {
  model.abuses.add(day);
  if (model.status === 'suspended') return;
  model.status = 'suspended';
  model.audits++;
  for (const [, generation] of [...model.generations].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isOpen(generation)) continue;
    if (generation.lease !== null && generation.lease.until > nowMs) generation.cancelAsked = true;
    else end(model, generation, 'cancelled', 0n, nowMs);
  }
}

function end(model: Model, generation: Generation, status: string, charge: bigint, nowMs: number): string {
  writeOff(model, nowMs);
  generation.status = status;
  generation.charged = charge;
  giveBack(model.lots, generation.taken, charge);
  if (charge > 0n) model.ledger.push(`deduction ${-charge}`);
  writeOff(model, nowMs);
  model.spent += charge;
  model.ended++;
  generation.endAnswer = `${status} ${charge} ${creditsOf(model)}`;
  return generation.endAnswer;
}
