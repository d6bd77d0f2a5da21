import { HOUR_MS, monthOf } from '@tollgate/contract/common/calendar';
import type { LedgerType } from '@tollgate/contract/ledger/entry-types';
import type { GrantSource } from '@tollgate/contract/ledger/sources';
import { type Command, isAppRun } from './commands.ts';
import { priceOf, SERVICES } from './config.ts';
import { end, overdue, repeated, sweepOne, unproven } from './model-ends.ts';
import { amountIn, type Lot, lesser, partsOf, put, take, totalOf } from './model-lots.ts';
import {
  callsIn,
  creditsOf,
  type Entry,
  type Generation,
  isOpen,
  type Model,
  post,
  writeOff,
} from './model-state.ts';

const LEASE_MS = 60_000;

/** What the command answers, in one line; the model becomes what the user ought to be then. */
export function step(model: Model, command: Command, nowMs: number, factor: number): string {
  switch (command.kind) {
    case 'grant':
      return grant(model, command, nowMs);
    case 'deposit': {
      writeOff(model, nowMs);
      give(model, command.source, command, nowMs, false);
      return `${creditsOf(model)}`;
    }
    case 'remove':
      return remove(model, command, nowMs);
    case 'undo':
      return undo(model, command, nowMs);
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
  give(model, type === 'refund' ? 'refund' : 'bonus', command, nowMs, true);
  return done(model, id, payload);
}

/** An act of staff has been done, and is not done again. */
function done(model: Model, id: string, payload: string): string {
  model.audits++;
  const answer = `${creditsOf(model)}`;
  model.receipts.set(id, { payload, answer });
  return answer;
}

function give(
  model: Model,
  source: GrantSource,
  given: { type: LedgerType; amountMicro: number; expiresAt?: number | null },
  nowMs: number,
  isByStaff: boolean,
): void {
  const { type, amountMicro, expiresAt } = given;
  const id = `${model.ledger.length + 1}`;
  const until = expiresAt ?? Number.POSITIVE_INFINITY;
  const lot = { source, until, id, born: nowMs, amount: BigInt(amountMicro) };
  put(model.lots, lot);
  post(model, { type, sign: 1n, lots: [lot] }, isByStaff);
}

function remove(model: Model, command: Extract<Command, { kind: 'remove' }>, nowMs: number): string {
  const { id, amountMicro } = command;
  const receipt = model.receipts.get(id);
  if (receipt) return receipt.payload === `${amountMicro}` ? receipt.answer : 'request_reused';
  const there = spendable(model, nowMs);
  if (totalOf(there) < amountMicro) return `insufficient_credits ${amountMicro} ${totalOf(there)}`;
  writeOff(model, nowMs);
  const lots = partsOf(model.lots, BigInt(amountMicro));
  take(model.lots, lots);
  post(model, { type: 'adjustment', sign: -1n, lots }, true);
  return done(model, id, `${amountMicro}`);
}

const UNDOABLE = ['grant', 'bonus', 'refund', 'adjustment'];

/** Each lot by itself: what it still has of what was given, or what has not expired of what was taken. */
function undo(model: Model, { sequence }: Extract<Command, { kind: 'undo' }>, nowMs: number): string {
  const entry = model.ledger[sequence - 1];
  if (!entry) return 'not_found';
  const receipt = model.receipts.get(`undo ${sequence}`);
  if (receipt) return receipt.answer;
  if (!entry.isByStaff || !UNDOABLE.includes(entry.type)) return 'invalid_argument';
  const current = entry.lots.filter(({ until }) => until > nowMs);
  const left = (lot: Lot) => (entry.sign < 0n ? lot.amount : lesser(lot.amount, amountIn(model.lots, lot)));
  const lots = current.map((lot) => ({ ...lot, amount: left(lot) })).filter(({ amount }) => amount > 0n);
  if (lots.length === 0)
    return entry.sign < 0n ? 'invalid_argument' : `insufficient_credits ${totalOf(entry.lots)} 0`;
  writeOff(model, nowMs);
  if (entry.sign > 0n) take(model.lots, lots);
  else for (const lot of lots) put(model.lots, lot);
  const sign: Entry['sign'] = entry.sign > 0n ? -1n : 1n;
  post(model, { type: 'reversal', sign, lots }, true);
  return done(model, `undo ${sequence}`, '');
}

const spendable = ({ lots }: Model, nowMs: number): Lot[] => lots.filter(({ until }) => until > nowMs);

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
  const service = SERVICES[aiType][isAppRun(id) ? 'app' : 'server'];
  const today = monthOf(nowMs);
  const month = [model.month, today].sort().at(-1) ?? today;
  const most = model.limits.perMonthByTier.free?.[service];
  const waits: number[] = [];
  if (most !== undefined && callsIn(model, month, service) >= most) {
    const [year = 0, number = 0] = month.split('-').map(Number);
    waits.push(Date.UTC(year, number) - nowMs);
  }
  const limit = model.limits.perHour[aiType];
  const counted = model.accepted[aiType].filter((time) => time > nowMs - HOUR_MS).sort((a, b) => b - a);
  const blocking = counted[limit - 1];
  if (blocking !== undefined) waits.push(blocking + HOUR_MS - nowMs);
  if (waits.length > 0) return `rate_limited ${Math.max(...waits)}`;
  const price = priceOf(aiType, factor);
  const cost = costOf(price, units);
  const there = totalOf(spendable(model, nowMs));
  if (there < cost) return `insufficient_credits ${cost} ${there}`;
  writeOff(model, nowMs);
  model.accepted[aiType].push(nowMs);
  model.month = month;
  const taken = partsOf(model.lots, cost);
  take(model.lots, taken);
  const holder = isAppRun(id) ? null : command.holder;
  const status = holder === null ? 'pending' : 'processing';
  const deadline = nowMs + model.limits.holdSeconds[aiType] * 1_000;
  const holdAnswer = `${status} ${cost} ${creditsOf(model)}`;
  const lease = holder === null ? null : { holder, until: nowMs + LEASE_MS };
  model.generations.set(id, {
    ...{ service, month, began: holder !== null },
    ...{ payload, price, taken, deadline, status, lease, holdAnswer },
    isAppRun: isAppRun(id),
    held: cost,
    charged: 0n,
    endAnswer: '',
  });
  return holdAnswer;
}

type OnGeneration = Exclude<
  Command,
  { kind: 'grant' | 'deposit' | 'remove' | 'undo' | 'hold' | 'status' | 'expire' | 'sweep' }
>;

function running(model: Model, generation: Generation, command: OnGeneration, nowMs: number): string {
  const { lease } = generation;
  const isLeased = lease !== null && lease.until > nowMs;
  switch (command.kind) {
    case 'serverEnd': {
      // Stopped by our time limit, it has failed, and costs what it had delivered.
      const status = command.status === 'timed_out' ? 'failed' : command.status;
      if (!isOpen(generation)) return repeated(generation, status);
      const isMine = command.holder !== null && lease?.holder === command.holder;
      const isNobodys = command.holder === null && !isLeased;
      if (!isMine && !isNobodys) return 'activity_ended';
      const cost = command.status === 'failed' ? 0n : costOf(generation.price, command.usedUnits);
      return end(model, generation, status, lesser(cost, generation.held), nowMs);
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
      else return 'asked';
      return 'ended';
    case 'report':
      if (!isOpen(generation)) return 'activity_ended';
      generation.status = 'processing';
      generation.began = true;
      return 'done';
    case 'lease':
      if (!isOpen(generation)) return 'ended';
      if (isLeased && lease.holder !== command.holder) return 'taken';
      generation.lease = { holder: command.holder, until: nowMs + LEASE_MS };
      generation.status = 'processing';
      generation.began = true;
      return 'leased';
    case 'heartbeat':
      if (!isOpen(generation) || lease?.holder !== command.holder) return 'activity_ended';
      generation.lease = { holder: command.holder, until: nowMs + LEASE_MS };
      return 'progress';
  }
}
