import * as z from 'zod';
import type { DisputeState, PaymentFact } from './decide-payment.ts';

/** What we write on everything that we make at the processor, to know it again. */
export const referenceSchema = z.object({ tollgateOrder: z.string(), tollgateProject: z.string() });
export type Reference = z.infer<typeof referenceSchema>;

/** An event of the processor that may be about one of our orders. */
export interface PaymentEvent {
  isLive: boolean;
  /** Which order; `null` where the event itself does not say it, but its payment does. */
  reference: Reference | null;
  fact: PaymentFact;
}

/** An id, or the thing itself, where somebody had it expanded. */
const id = z.union([z.string(), z.object({ id: z.string() }).transform((thing) => thing.id)]);

const event = z.object({ type: z.string(), livemode: z.boolean(), data: z.object({ object: z.unknown() }) });

const session = z.object({
  payment_status: z.string(),
  payment_intent: id.nullable(),
  amount_total: z.int().nullable(),
  currency: z.string().nullable(),
  metadata: z.unknown(),
});

const charge = z.object({
  payment_intent: id.nullable(),
  amount_refunded: z.int().min(0),
  receipt_url: z.string().nullable().optional(),
  metadata: z.unknown(),
});

const dispute = z.object({ id: z.string(), payment_intent: id.nullable().optional(), status: z.string() });

/**
 * Reads an event of Stripe's. `null`: it is none of ours, because its kind tells us nothing, or because what
 * it is about carries no reference of ours: an account may sell other things too.
 */
export function readEvent(body: unknown): PaymentEvent | null {
  const { type, livemode: isLive, data } = event.parse(body);
  const told = (about: unknown, fact: PaymentFact | null): PaymentEvent | null => {
    const reference = referenceSchema.safeParse(about);
    return reference.success && fact ? { isLive, reference: reference.data, fact } : null;
  };
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded': {
      const about = session.parse(data.object);
      return told(about.metadata, paidBy(about));
    }
    case 'checkout.session.expired':
      return told(session.parse(data.object).metadata, { kind: 'ended', as: 'expired' });
    case 'checkout.session.async_payment_failed':
      return told(session.parse(data.object).metadata, { kind: 'ended', as: 'failed' });
    case 'charge.refunded': {
      // Stripe copies what a payment carries to its charges.
      const { payment_intent, amount_refunded, receipt_url, metadata } = charge.parse(data.object);
      if (payment_intent === null) return null;
      const refunded = { refundedCents: amount_refunded, receiptUrl: receipt_url ?? null };
      return told(metadata, { kind: 'refunded', paymentId: payment_intent, ...refunded });
    }
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed': {
      const { id: disputeId, payment_intent: paymentId = null, status } = dispute.parse(data.object);
      if (paymentId === null) return null;
      const fact = { kind: 'disputed', paymentId, disputeId, state: stateOf(status) } as const;
      return { isLive, reference: null, fact };
    }
    default:
      return null;
  }
}

/** `null`: the buyer is through, and the money is still on its way. */
function paidBy({ payment_status, payment_intent, amount_total, currency }: z.infer<typeof session>) {
  if (payment_status !== 'paid' || payment_intent === null) return null;
  const amount = { amountCents: amount_total ?? 0, currency: currency ?? '' };
  return { kind: 'paid', paymentId: payment_intent, ...amount } as const;
}

/** An inquiry (`warning_…`) is a question of the bank's, for which no money is moved. */
function stateOf(status: string): DisputeState {
  if (status.startsWith('warning_')) return 'inquiry';
  if (status === 'won' || status === 'prevented') return 'won';
  return status === 'lost' ? 'lost' : 'open';
}
