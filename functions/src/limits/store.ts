import { randomUUID } from 'node:crypto';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import type { Limits } from '@tollgate/contract/config/config';
import type { AddressWindow } from '@tollgate/contract/limits/addresses';
import { addressBlocksSchema, addressWindowSchema } from '@tollgate/contract/limits/addresses.schema';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import { auditWrite } from '../platform/audit.ts';
import type { Caller } from '../platform/caller.ts';
import { steadyMs } from '../platform/clock.ts';
import { BLOCKS_PATH, forgetConfig } from '../platform/config.ts';
import { keyedHash } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { type Admission, Allowance, type LeaseOutcome, type LeaseRequest } from './allowance.ts';
import { inWords } from './decide.ts';
import { decideAllowance } from './decide-allowance.ts';
import { decideBlock } from './decide-block.ts';

/** A new memory of what this instance may let pass. Tests make several, as there are several instances. */
const newAllowance = (): Allowance => new Allowance({ takeLease, clockMs: steadyMs, newId: randomUUID });

const ofThisInstance = newAllowance();
let hasSaidUnknown = false;

type Allowed = Pick<Caller, 'address' | 'userId' | 'isGuest' | 'isServer' | 'isBehindEdge'>;

/**
 * Uses one call of the allowance of the caller's address, and says how many accounts were seen there in the
 * last 24 hours; or refuses. If the address is unknown, there is nothing to count. Behind an unknown edge,
 * members count by account: everybody there shares one address, and strangers must not use it up for them.
 */
export async function takeAllowance(
  { address, userId, isGuest, isServer = false, isBehindEdge = false }: Allowed,
  limit: Limits['perAddress'],
): Promise<Admission> {
  if (address !== null) {
    if (isBehindEdge && !isGuest) return ofAccount(userId, limit);
    // Guests have their own allowance: their refused calls must not block people who have signed up.
    const place = isGuest ? `guests of ${address}` : address;
    return ofThisInstance.admit({ address: place, userId }, limit);
  }
  if (!hasSaidUnknown && !isServer) {
    log.warn('callers come without an address: limits and blocks of addresses are skipped');
    hasSaidUnknown = true;
  }
  return { kind: 'admitted', accounts: 0 };
}

async function ofAccount(userId: string, limit: Limits['perAddress']): Promise<Admission> {
  const admitted = await ofThisInstance.admit({ address: `member ${userId}`, userId }, limit);
  if (!isRefusal(admitted)) return { kind: 'admitted', accounts: 0 };
  if (admitted.reason !== 'rate_limited') return admitted;
  const { retryAfterMs = 0 } = admitted.details;
  const within = inWords(limit.windowSeconds * 1_000);
  const message = `You have sent too many requests: at most ${limit.calls} in ${within}. Try again in ${inWords(retryAfterMs)}.`;
  return refuse('rate_limited', message, { retryAfterMs });
}

/**
 * Takes a lease in a transaction of its own, on the address's document alone, so people who share an address
 * never wait for each other's accounts. The document knows the address and its accounts by keyed hashes.
 */
async function takeLease(request: LeaseRequest): Promise<LeaseOutcome> {
  const { address, userIds, limit, ...command } = request;
  const path = `${COLLECTIONS.rateLimits}/${keyedHash('address', address)}`;
  const accounts = userIds.map((userId) => keyedHash('account', `${address}\0${userId}`).slice(0, 16));
  const decide = (window: AddressWindow | null): Decision<LeaseOutcome> => {
    // A steady clock: a wall clock that is set back must not let the same time pass twice.
    const atMs = steadyMs();
    const decision = decideAllowance(window, { ...command, accounts }, limit, Math.ceil(atMs));
    if (decision.kind === 'denied') return { kind: 'answer', answer: { ...decision, atMs } };
    const answer = { kind: 'leased', lease: decision.lease, atMs } as const;
    if (decision.kind === 'repeat') return { kind: 'answer', answer };
    return { kind: 'commit', answer, writes: [{ path, data: decision.window }] };
  };
  try {
    const loads = { window: { path, schema: addressWindowSchema } };
    const outcome = await transact(loads, ({ window }) => decide(window));
    return isRefusal(outcome) ? { kind: 'failed' } : outcome;
  } catch (error) {
    log.error("an address's allowance could not be taken", error);
    return { kind: 'failed' };
  }
}

type BlockAnswer = CallOutputs['setAddressBlock'];

/**
 * Blocks or unblocks an address or range: on this instance from the next call, everywhere within ten seconds.
 */
export async function setBlock(
  { address, blocked, reason }: ParsedInput<'setAddressBlock'>,
  admin: Caller,
): Promise<BlockAnswer | Refusal> {
  const auditId = randomUUID();
  const command = { address, blocked, reason, actorId: admin.userId, actorEmail: admin.email };
  const loads = { blocks: { path: BLOCKS_PATH, schema: addressBlocksSchema } };
  const outcome = await transact(loads, ({ blocks }, now): Decision<BlockAnswer> | Refusal => {
    const decision = decideBlock(blocks, command, now);
    if (isRefusal(decision)) return decision;
    const answer = { range: decision.range, blocked };
    if (decision.kind === 'unchanged') return { kind: 'answer', answer };
    const audit = auditWrite({ auditId, ...decision.audit });
    return { kind: 'commit', answer, writes: [{ path: BLOCKS_PATH, data: decision.blocks }, audit] };
  });
  forgetConfig();
  return outcome;
}
