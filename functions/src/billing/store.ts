import { randomUUID } from 'node:crypto';
import type { Order } from '@tollgate/contract/billing/order';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { CallOutputs } from '@tollgate/contract/calls/outputs';
import { HOUR_MS } from '@tollgate/contract/common/calendar';
import { orderIdOf, ownerOf } from '@tollgate/contract/common/owned-ids';
import { isRefusal, type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import { decideAbuse } from '../abuse/decide.ts';
import { incidentWrite, salesWrites } from '../analytics/store.ts';
import { accountWrites, ensureUser, entryId, userLoad } from '../credits/store.ts';
import { afterSuspension } from '../gate/cancel.ts';
import { orderLoad, orderPath, unrecoveredLoad } from '../orders/order-documents.ts';
import { isAllowedPage } from '../platform/access/access-policy.ts';
import { currentStaffRole } from '../platform/access/staff-role.ts';
import { auditWrite } from '../platform/audit.ts';
import type { Caller } from '../platform/caller.ts';
import { nowMs } from '../platform/clock.ts';
import { currentConfig } from '../platform/config.ts';
import { payloadHash } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { accessSettings } from '../platform/options.ts';
import { Places } from '../platform/places.ts';
import { type Decision, type Loaded, transact } from '../platform/transact.ts';
import type { Write } from '../platform/writes.ts';
import { ASK_FIRST, type Sparing, sparingLastAdmin } from '../staff/last-admin.ts';
import { type CheckoutCommand, decideCheckout, decideOpened } from './decide-checkout.ts';
import { decidePayment, type PaymentDecision } from './decide-payment.ts';
import type { PaymentEvent } from './events.ts';
import { type Processor, ProcessorUnavailable } from './processor.ts';

/**
 * How many calls of one user may wait for the processor in an instance: one that is slow keeps each for up to
 * 24 seconds.
 */
const MAX_WAITING_PER_USER = 4;
const waiting = new Places();

/** A processor that is away is mostly back by then. */
const ASK_AGAIN_MS = 5_000;

/**
 * Begins to sell a pack: first the order, then its page at the processor, so that whatever breaks in between
 * can be asked for again and makes neither twice.
 */
export async function beginCheckout(
  { requestId, packId, returnUrl }: ParsedInput<'createCheckout'>,
  caller: Caller,
  processor: Processor | null,
): Promise<CallOutputs['createCheckout'] | Refusal> {
  if (!isAllowedPage(returnUrl, accessSettings()))
    return refuseField('returnUrl', 'is of no page that may call; TOLLGATE_ALLOWED_ORIGINS lists them');
  if (!processor) {
    log.warn('nothing can be sold: set TOLLGATE_PAYMENTS=stripe and its secrets, or sellsPacks to false');
    return refuse('not_for_sale', 'Nothing can be bought here.');
  }
  if (processor.mode === 'test' && (await currentStaffRole(caller)) === null) {
    log.warn('payments are in test mode: staff alone can buy; set TOLLGATE_STRIPE_KEY to a live key to sell');
    return refuse('not_for_sale', 'Nothing can be bought here yet.');
  }
  const { userId, email } = caller;
  // All that the page is made of: under the order's idempotency key the processor takes nothing else.
  const hash = payloadHash({ packId, returnUrl, email });
  const command = { userId, requestId, packId, payloadHash: hash, mode: processor.mode };
  const placed = await placeOrder(command, caller);
  if (isRefusal(placed)) return placed;
  const orderId = orderIdOf(userId, requestId);
  // What would be paid there is told in a mode that this order doesn't have.
  if (placed.mode !== processor.mode)
    return refuse('not_for_sale', 'This order was begun before payments changed. Begin a new one.');
  if (placed.checkout !== null || placed.status !== 'open') return answerOf(orderId, placed);
  const giveBack = waiting.take([{ of: userId, max: MAX_WAITING_PER_USER }]);
  if (!giveBack) return refuseForNow();
  try {
    const checkout = await processor.openCheckout(placed, orderId, { email, returnUrl });
    const opened = await keepCheckout(orderId, checkout);
    return isRefusal(opened) ? opened : answerOf(orderId, opened);
  } catch (error) {
    if (!(error instanceof ProcessorUnavailable)) throw error;
    return refuseForNow();
  } finally {
    giveBack();
  }
}

function refuseForNow(): Refusal {
  const message = 'Payment is not available now, and nothing was paid. Try again in a moment.';
  return refuse('payment_unavailable', message, { retryAfterMs: ASK_AGAIN_MS });
}

const answerOf = (orderId: string, { status, checkout }: Order): CallOutputs['createCheckout'] => ({
  orderId,
  status,
  checkoutUrl: status === 'open' ? (checkout?.url ?? null) : null,
});

async function placeOrder(command: CheckoutCommand, caller: Caller): Promise<Order | Refusal> {
  const placed = await order(command);
  if (!isRefusal(placed) || placed.reason !== 'not_found') return placed;
  // The first thing that somebody does may well be to buy.
  const user = await ensureUser(caller);
  return isRefusal(user) ? user : order(command);
}

async function order(command: CheckoutCommand): Promise<Order | Refusal> {
  const { credit } = await currentConfig();
  const { userId, requestId } = command;
  const load = { ...orderLoad(orderIdOf(userId, requestId)), isNew: true } as const;
  return transact({ user: userLoad(userId), order: load }, (state, now): Decision<Order> | Refusal => {
    const decision = decideCheckout(state, command, credit, now);
    if (decision.kind === 'refusal') return decision;
    const write = { path: load.path, data: decision.order };
    if (decision.kind === 'ordered')
      return {
        kind: 'commit',
        answer: decision.order,
        writes: [...accountWrites(state.user, decision.user), write],
      };
    if (decision.isChanged) return { kind: 'commit', answer: decision.order, writes: [write] };
    return { kind: 'answer', answer: decision.order };
  });
}

function keepCheckout(orderId: string, checkout: Order['checkout']): Promise<Order | Refusal> {
  return notePage(orderId, (stored, now) => decideOpened(stored, checkout, now));
}

/**
 * Notes a page of the processor on an order that there is; `null` from `changed`: there is nothing to note.
 * An account that was closed in the meantime gets none: pages know the person.
 */
function notePage(
  orderId: string,
  changed: (stored: Order, now: number) => Order | null,
): Promise<Order | Refusal> {
  const userId = ownerOf(orderId);
  if (userId === null) throw new Error('an order has an owner');
  const loads = { order: orderLoad(orderId), user: userLoad(userId) };
  return transact(loads, ({ order: stored, user }, now): Decision<Order> => {
    if (!stored) throw new Error('an order is never removed');
    const next = user?.status === 'deleted' ? null : changed(stored, now);
    if (!next) return { kind: 'answer', answer: stored };
    return { kind: 'commit', answer: next, writes: [{ path: orderPath(orderId), data: next }] };
  });
}

/** What was made of something that the processor said. */
export type PaymentOutcome =
  | { kind: 'done'; order: Order }
  /** Nothing to do: known already, or none of ours. */
  | { kind: 'nothing' }
  /** The processor's test mode speaks of money, or the other way round. */
  | { kind: 'wrong_mode' };

/** Brings an order, its user's credits and the ledger to what the processor says, in one commit. */
export async function applyPaymentEvent(
  told: PaymentEvent,
  orderId: string,
): Promise<PaymentOutcome | Refusal> {
  const userId = ownerOf(orderId);
  if (userId === null) return { kind: 'nothing' };
  const { abuse, refundGraceHours } = (await currentConfig()).limits;
  const record = unrecoveredLoad(userId, nowMs());
  const auditId = randomUUID();
  const loads = { user: userLoad(userId), order: orderLoad(orderId), record };
  type Outcome = { heard: PaymentOutcome; decision: PaymentDecision | null; isSuspended: boolean };
  const decide = (
    sparing: Sparing,
    state: Loaded<typeof loads> & Parameters<Sparing['isSpared']>[0],
    now: number,
  ): Decision<Outcome | typeof ASK_FIRST> => {
    const without = (heard: PaymentOutcome, decision: PaymentDecision | null = null): Decision<Outcome> => ({
      kind: 'answer',
      answer: { heard, decision, isSuspended: false },
    });
    if (!state.order) return without({ kind: 'nothing' });
    if (told.isLive !== (state.order.mode === 'live')) return without({ kind: 'wrong_mode' });
    const rules = { refundGraceMs: refundGraceHours * HOUR_MS };
    const decision = decidePayment({ order: state.order, user: state.user }, told.fact, entryId, rules, now);
    if (decision.kind !== 'changed') return without({ kind: 'nothing' }, decision);
    const writes: Write[] = [
      { path: orderPath(orderId), data: decision.order },
      ...salesWrites(state.order, decision.order),
    ];
    const current = decision.user ?? state.user;
    const needsReview = decision.lostMicro > 0 && current?.status !== 'deleted';
    const noticed = needsReview
      ? decideAbuse(
          { user: current, record: state.record, isSpared: sparing.isSpared(state) },
          { userId, signal: 'unrecoveredPayments', count: { more: 1 }, activityId: null },
          abuse,
          now,
        )
      : null;
    const suspended = noticed?.kind === 'record' ? noticed.suspended : null;
    if (noticed?.kind === 'record') {
      writes.push({ path: record.path, data: noticed.record });
      if (noticed.isNews) writes.push(incidentWrite(noticed.record));
    }
    if (suspended && !sparing.isKnown) return { kind: 'answer', answer: ASK_FIRST };
    if (suspended) writes.push(auditWrite({ auditId, ...suspended.audit }), ...sparing.guards(state));
    const user = suspended?.user ?? decision.user;
    if (user) writes.push(...accountWrites(state.user, user, decision.entries));
    const heard = { kind: 'done', order: decision.order } as const;
    return { kind: 'commit', answer: { heard, decision, isSuspended: suspended !== null }, writes };
  };
  const outcome = await sparingLastAdmin(userId, (sparing) =>
    transact({ ...loads, ...sparing.loads }, (state, now) => decide(sparing, state, now)),
  );
  if (isRefusal(outcome)) return outcome;
  if (outcome.isSuspended) await afterSuspension(userId);
  return logForOperator(orderId, told, outcome);
}

/** What nobody but a person can put right is said to those who run the system, once it is stored. */
function logForOperator(
  orderId: string,
  { fact }: PaymentEvent,
  { heard, decision }: { heard: PaymentOutcome; decision: PaymentDecision | null },
): PaymentOutcome {
  const say = (message: string) =>
    log.error(message, new Error(fact.kind), {
      orderId,
      paymentId: 'paymentId' in fact ? fact.paymentId : null,
    });
  if (heard.kind === 'wrong_mode') say('an event of the other mode than its order: nothing was moved');
  else if (decision === null) say('a payment of an order that is not there: pay it back at the processor');
  else if (decision.kind === 'another_payment')
    say('a second payment of one order: look at it, and pay it back, at the processor');
  else if (fact.kind === 'paid' && heard.kind === 'done' && heard.order.problem !== null)
    say(`paid and not delivered (${heard.order.problem}): pay it back at the processor`);
  return heard;
}

/** Notes where the receipt is; without one, nothing is lost. */
export async function keepReceipt(orderId: string, receiptUrl: string): Promise<void> {
  await notePage(orderId, (stored, now) =>
    stored.receiptUrl === null ? { ...stored, receiptUrl, updatedAt: now } : null,
  );
}
