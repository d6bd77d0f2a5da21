import type { LedgerEntry, Order, Violation } from '@tollgate/contract/documents';

type Entry = Pick<LedgerEntry, 'userId' | 'type' | 'amountMicro' | 'requestId'>;
type Bought = Pick<
  Order,
  'userId' | 'requestId' | 'status' | 'entryId' | 'creditsMicro' | 'reversedMicro' | 'unrecoveredMicro'
>;

/** What a payment that was taken made of an order. */
const PAID: readonly Order['status'][] = ['paid', 'partly_refunded'];

/**
 * I7 of one user: what was paid for was delivered, once and whole, nothing else was, and what was taken back is what the orders say. First the
 * ledger, then the orders; a purchase or reversal of the ledger names its order by the request id.
 */
export class OrderCheck {
  private readonly found: Violation[] = [];
  private readonly purchases = new Map<string, { id: string; amountMicro: number }>();
  private readonly takenBackMicro = new Map<string, number>();

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
    if (reversedMicro + unrecoveredMicro > (entryId === null ? 0 : creditsMicro))
      this.report(
        document,
        `has more to be taken back, ${reversedMicro + unrecoveredMicro}, than it delivered`,
      );
  }

  /** Last: what the ledger delivers without an order is among them. */
  violations(): Violation[] {
    for (const [requestId, { id }] of this.purchases)
      this.report(`credit_logs/${id}`, `delivers ${requestId}, which nobody ordered`);
    this.purchases.clear();
    return this.found;
  }

  private report(document: string, message: string): void {
    this.found.push({ invariant: 'I7', document, message });
  }
}
