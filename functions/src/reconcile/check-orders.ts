import type { User } from '@tollgate/contract/account/user';
import type { Order, OrderStatus } from '@tollgate/contract/billing/order';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { owedMicro } from '../billing/decide-payment.ts';
import { amountOf } from '../ledger/lots.ts';

type Entry = Pick<LedgerEntry, 'userId' | 'type' | 'amountMicro' | 'requestId'>;
type Bought = Pick<
  Order,
  | 'userId'
  | 'requestId'
  | 'status'
  | 'entryId'
  | 'creditsMicro'
  | 'priceCents'
  | 'refundedCents'
  | 'disputes'
  | 'reversedMicro'
  | 'unrecoveredMicro'
  | 'awaitedMicro'
  | 'reversedLots'
>;

/** What a payment that was taken made of an order. */
const PAID: readonly OrderStatus[] = ['paid', 'partly_refunded'];

/**
 * I7 of one user: what was paid for was delivered, once and whole, nothing else was, and what was taken back
 * is what the orders say. I8: what was taken back, is waited for or is lost is what went back of the
 * payments. First the ledger, then the orders, then the user; a purchase or reversal of the ledger names its
 * order by the request id.
 */
export class OrderCheck {
  private readonly found: Violation[] = [];
  private readonly purchases = new Map<string, { id: string; amountMicro: number }>();
  private readonly takenBackMicro = new Map<string, number>();
  private readonly awaitedMicro = new Map<string, number>();
  /**
   * Of an order, more was taken back than is owed: right for a closed account, to which nothing can be given
   * back.
   */
  private readonly tooMuch: { document: string; message: string }[] = [];

  entry(id: string, { type, amountMicro, requestId }: Entry): void {
    if (type === 'reversal')
      this.takenBackMicro.set(requestId, (this.takenBackMicro.get(requestId) ?? 0) - amountMicro);
    if (type !== 'purchase') return;
    if (this.purchases.has(requestId))
      this.report(`credit_logs/${id}`, `delivers ${requestId} a second time`);
    this.purchases.set(requestId, { id, amountMicro });
  }

  order(id: string, order: Bought): void {
    const document = `orders/${id}`;
    const { userId, requestId, entryId, creditsMicro, reversedMicro, unrecoveredMicro } = order;
    if (id !== `${userId}.${requestId}`)
      this.report(document, `is request ${requestId} of user ${userId}: its id says another`);
    const purchase = this.purchases.get(requestId);
    this.purchases.delete(requestId);
    if ((purchase?.id ?? null) !== entryId)
      this.report(document, `names entry ${entryId}, the ledger delivers it by ${purchase?.id ?? null}`);
    if (purchase && purchase.amountMicro !== creditsMicro)
      this.report(document, `is of ${creditsMicro}, the ledger delivers ${purchase.amountMicro}`);
    if (entryId === null && PAID.includes(order.status))
      this.report(document, `is ${order.status}, and was not delivered`);
    const takenBackMicro = this.takenBackMicro.get(requestId) ?? 0;
    if (takenBackMicro !== reversedMicro)
      this.report(document, `has ${reversedMicro} taken back, the ledger ${takenBackMicro}`);
    const { awaitedMicro, reversedLots } = order;
    const goneMicro = reversedMicro + unrecoveredMicro + awaitedMicro;
    if (goneMicro > (entryId === null ? 0 : creditsMicro))
      this.report(document, `has more to be taken back, ${goneMicro}, than it delivered`);
    const dueMicro = entryId === null ? 0 : owedMicro(order);
    const parts = `${reversedMicro} taken, ${awaitedMicro} waited for and ${unrecoveredMicro} lost`;
    const message = `owes ${dueMicro} of what went back, and has ${parts}`;
    if (goneMicro < dueMicro) this.report(document, message, 'I8');
    if (goneMicro > dueMicro) this.tooMuch.push({ document, message });
    if (amountOf(reversedLots) > reversedMicro)
      this.report(
        document,
        `has ${reversedMicro} taken back, of lots that gave ${amountOf(reversedLots)}`,
        'I8',
      );
    if (awaitedMicro > 0) this.awaitedMicro.set(id, awaitedMicro);
  }

  /** After the orders; `null` when there is no such user. */
  user(user: Pick<User, 'userId' | 'status' | 'debts'> | null): void {
    const owed = new Map<string, number>();
    for (const { orderId, amountMicro } of user?.debts ?? [])
      owed.set(orderId, (owed.get(orderId) ?? 0) + amountMicro);
    for (const id of new Set([...owed.keys(), ...this.awaitedMicro.keys()])) {
      const [debtsMicro, orderMicro] = [owed.get(id) ?? 0, this.awaitedMicro.get(id) ?? 0];
      if (debtsMicro !== orderMicro)
        this.report(`orders/${id}`, `waits for ${orderMicro}, its user's debts are ${debtsMicro}`, 'I8');
    }
    if (user && user.status !== 'deleted')
      for (const { document, message } of this.tooMuch) this.report(document, message, 'I8');
  }

  /** Last: what the ledger delivers without an order is among them. */
  violations(): Violation[] {
    for (const [requestId, { id }] of this.purchases)
      this.report(`credit_logs/${id}`, `delivers ${requestId}, which nobody ordered`);
    this.purchases.clear();
    return this.found;
  }

  private report(document: string, message: string, invariant: 'I7' | 'I8' = 'I7'): void {
    this.found.push({ invariant, document, message });
  }
}
