import type { Order } from '@tollgate/contract/billing/order';
import { formatCredits } from '@tollgate/contract/common/money';
import type Stripe from 'stripe';
import { idFrom } from '../platform/hash.ts';
import { log } from '../platform/log.ts';
import { CHECKOUT_LIFETIME_MS } from './decide-checkout.ts';
import { type Reference, referenceSchema } from './events.ts';
import { type Buyer, type Processor, ProcessorUnavailable, returnAddress } from './processor.ts';

export interface StripeSettings {
  key: string;
  webhookSecret: string;
  project: string;
  /** Where Stripe's API is, when it is not Stripe's own. */
  api?: { host: string; port: number; protocol: 'http' };
}

/** Stripe's library, loaded when it is first needed: whatever moves only credits starts without it. */
export const loadStripe = async () => (await import('stripe')).default;

/** Payments by Stripe Checkout, a page of Stripe's own: no card comes near us. */
export function stripeProcessor({ key, webhookSecret, project, api }: StripeSettings): Processor {
  let client: Promise<Stripe> | undefined;
  const stripe = () => {
    client ??= loadStripe().then(
      (Library) => new Library(key, { maxNetworkRetries: 2, timeout: 8_000, telemetry: false, ...api }),
    );
    return client;
  };
  return {
    mode: /^[a-z]+_live_/.test(key) ? 'live' : 'test',
    webhookSecret,
    openCheckout: (order, orderId, buyer) =>
      asked(async () => {
        const idempotencyKey = `tollgate-${idFrom(project, orderId)}`;
        const wanted = sessionOf(order, { tollgateOrder: orderId, tollgateProject: project }, buyer);
        const { id, url, expires_at } = await (await stripe()).checkout.sessions.create(wanted, {
          idempotencyKey,
        });
        if (!url) throw new ProcessorUnavailable('Stripe made a checkout without a page');
        return { sessionId: id, url, expiresAt: expires_at * 1_000 };
      }),
    referenceOf: (paymentId) =>
      asked(async () => {
        const { metadata } = await (await stripe()).paymentIntents.retrieve(paymentId);
        const reference = referenceSchema.safeParse(metadata);
        return reference.success ? reference.data : null;
      }),
    receiptOf: (paymentId) =>
      asked(async () => {
        const expand = ['latest_charge'];
        const { latest_charge: charge } = await (await stripe()).paymentIntents.retrieve(paymentId, {
          expand,
        });
        return typeof charge === 'object' ? (charge?.receipt_url ?? null) : null;
      }),
  };
}

/**
 * All of it comes from the order, or is in its payload hash: the same order asks for the same, as an
 * idempotency key demands.
 */
function sessionOf(
  order: Order,
  reference: Reference,
  { email, returnUrl }: Buyer,
): Stripe.Checkout.SessionCreateParams {
  const orderId = reference.tollgateOrder;
  const name = `${order.label}: ${formatCredits(order.creditsMicro)} credits`;
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: order.priceCents, product_data: { name } },
      },
    ],
    client_reference_id: orderId,
    metadata: reference,
    payment_intent_data: {
      metadata: reference,
      description: name,
      ...(email === null ? {} : { receipt_email: email }),
    },
    ...(email === null ? {} : { customer_email: email }),
    // In another currency, what is paid would not be the price.
    adaptive_pricing: { enabled: false },
    locale: 'auto',
    success_url: returnAddress(returnUrl, orderId, 'done'),
    cancel_url: returnAddress(returnUrl, orderId, 'cancelled'),
    expires_at: Math.floor((order.createdAt + CHECKOUT_LIFETIME_MS) / 1_000),
  };
}

/** Stripe's words may hold what it was told about a person, so the log gets its codes alone. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  const { errors } = await loadStripe();
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof errors.StripeError)) throw error;
    const { type, code, param, statusCode, requestId } = error;
    const said = new ProcessorUnavailable(`Stripe did not do it: ${type}`);
    log.error(hintFor(type), said, { code, param, statusCode, stripeRequest: requestId });
    throw said;
  }
}

function hintFor(type: string): string {
  if (type === 'StripeAuthenticationError' || type === 'StripePermissionError')
    return 'Stripe refuses our key: set TOLLGATE_STRIPE_KEY anew and deploy';
  return 'Stripe could not be asked';
}
