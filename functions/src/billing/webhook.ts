import { isRefusal } from '@tollgate/contract/refusals/refusals';
import type { Asked, Reply } from '../platform/http.ts';
import { log } from '../platform/log.ts';
import { ownProject } from '../platform/options.ts';
import { type PaymentEvent, type Reference, readEvent } from './events.ts';
import type { Processor } from './processor.ts';
import { applyPaymentEvent, keepReceipt } from './store.ts';
import { loadStripe } from './stripe.ts';

/** An event that was signed longer ago is refused: somebody may have kept it. */
const TOLERANCE_SECONDS = 300;

const said = (status: number, body: string): Reply => ({ status, body });

/**
 * Takes an event of the processor. Anything but a 2xx has it sent again for days, so a 2xx says: done and
 * stored, or nothing to do.
 */
export async function takeEvent(
  { method, rawBody, header }: Asked,
  processor: Processor | null,
): Promise<Reply> {
  if (method !== 'POST') return said(405, 'Events are sent by POST.');
  if (!processor) return said(404, 'Nothing can be paid here.');
  const event = await genuine(rawBody, header('stripe-signature') ?? '', processor.webhookSecret);
  if (!event) return said(400, 'Not signed by the processor with our secret within the last five minutes.');
  const told = readEvent(event);
  if (!told) return said(200, 'Nothing to do.');
  const reference = await referenceOf(told, processor);
  if (reference?.tollgateProject !== ownProject()) return said(200, 'None of ours.');
  const orderId = reference.tollgateOrder;
  const heard = await applyPaymentEvent(told, orderId);
  if (isRefusal(heard)) return said(503, 'Too much at once. Send it again.');
  if (heard.kind === 'wrong_mode') return said(400, 'This order was made in the other mode.');
  const { fact } = told;
  if (heard.kind === 'done' && fact.kind === 'paid' && heard.order.receiptUrl === null)
    await fetchReceipt(orderId, fact.paymentId, processor);
  return said(200, heard.kind === 'done' ? 'Done.' : 'Nothing to do.');
}

/** The event, if it is the processor's; `null` for a forged, altered, old or unreadable one. */
async function genuine(body: Buffer | undefined, signature: string, secret: string): Promise<unknown> {
  const { webhooks } = await loadStripe();
  try {
    return webhooks.constructEvent(body ?? '', signature, secret, TOLERANCE_SECONDS);
  } catch (error) {
    log.warn('an event was refused', { why: error instanceof Error ? error.name : 'unreadable' });
    return null;
  }
}

/** A dispute names only its payment; what is written on that is asked of the processor. */
async function referenceOf(
  { reference, fact }: PaymentEvent,
  processor: Processor,
): Promise<Reference | null> {
  if (reference) return reference;
  return 'paymentId' in fact ? processor.referenceOf(fact.paymentId) : null;
}

/** The credits are there already: that no receipt can be had must not have the event sent again. */
async function fetchReceipt(orderId: string, paymentId: string, processor: Processor): Promise<void> {
  try {
    const receiptUrl = await processor.receiptOf(paymentId);
    if (receiptUrl !== null) await keepReceipt(orderId, receiptUrl);
  } catch (error) {
    log.warn('a receipt could not be had', { orderId, why: error instanceof Error ? error.name : 'unknown' });
  }
}
