import type { Order } from '@tollgate/contract/billing/order';
import { orderSchema } from '@tollgate/contract/billing/order.schema';
import { configSchemasByDocument } from '@tollgate/contract/config/config.schema';
import Stripe from 'stripe';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { simulatedSecret } from '../../functions/src/billing/simulated/processor.ts';
import { fromDocument } from '../../functions/src/platform/documents.ts';
import {
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  project,
  signUp,
  theAdmin,
} from './support.ts';

/**
 * What the flows of buying need: packs that are sold, the page where one pays, and events as Stripe sends
 * them.
 */

/** Where buyers come back to: a page of this machine, which may call. */
export const RETURN_URL = 'http://127.0.0.1:5002/bought?from=studio';

/** Apart from those of the configuration that is found. */
export const PACK = {
  label: 'Test pack',
  creditsMicro: credits(25),
  bonusMicro: credits(5),
  priceCents: 499,
  bestValue: false,
};
const PACK_ID = 'flow-pack';

const SOON = { timeout: 30_000, interval: 250 };

type Config = ReturnType<typeof configSchemasByDocument.credit_config.parse>;

async function currentCredit(): Promise<{ version: number; config: Config }> {
  const data = fromDocument((await db.doc('system_config/credit_config').get()).data());
  const version = Number((await db.doc('system_config/credit_config').get()).get('version'));
  return { version, config: configSchemasByDocument.credit_config.parse(data) };
}

async function save(change: (config: Config) => Partial<Config>): Promise<Config> {
  const { version, config } = await currentCredit();
  const next = { ...config, ...change(config) };
  await must('updateCreditConfiguration', { expectedVersion: version, config: next }, await theAdmin());
  return next;
}

/** Saves a change of what is sold, as an admin does, and waits until each instance goes by it. */
export async function sell(watcher: Person, change: (config: Config) => Partial<Config>): Promise<void> {
  const next = await save(change);
  for (const instance of instances)
    await vi.waitFor(async () => {
      const { prices } = await must('getUserProfile', {}, watcher, instance);
      expect([prices.sellsPacks, prices.packs]).toEqual([next.sellsPacks, next.packs]);
    }, SOON);
}

/** Has a pack sold while the tests of a file run. */
export function sellsPackMeanwhile(): void {
  let putBack: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    putBack = await sellPack(await signUp());
  });
  afterAll(() => putBack?.());
}

/** Has a pack sold; returns what puts everything back as it was found. */
export async function sellPack(watcher: Person): Promise<() => Promise<void>> {
  const { config: found } = await currentCredit();
  await sell(watcher, ({ packs }) => ({ sellsPacks: true, packs: { ...packs, [PACK_ID]: PACK } }));
  return async () => {
    await save(() => ({ sellsPacks: found.sellsPacks, packs: found.packs }));
  };
}

export const checkoutOf = (requestId = newRequestId(), packId = PACK_ID) => ({
  requestId,
  packId,
  returnUrl: RETURN_URL,
});

/** Begins to buy the pack. */
export const begin = (person: Person, requestId?: string, origin?: string) =>
  must('createCheckout', checkoutOf(requestId), person, origin);

/** Presses a button of the page where one pays; returns where it leads. */
export async function press(checkoutUrl: string | null, action: 'pay' | 'decline' | 'cancel') {
  const response = await fetch(checkoutUrl ?? '', {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `action=${action}`,
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

export async function orderOf(orderId: string): Promise<Order> {
  return orderSchema.parse(fromDocument((await db.doc(`orders/${orderId}`).get()).data()));
}

interface EventOptions {
  isLive?: boolean;
  project?: string;
}

/** An event of Stripe's own shape, about an order of ours. */
function eventOf(type: string, object: object, { isLive = false }: EventOptions = {}) {
  return {
    id: `evt_${newRequestId()}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    type,
    livemode: isLive,
    created: Math.floor(Date.now() / 1_000),
    data: { object: { livemode: isLive, ...object } },
  };
}

const referenceTo = (orderId: string, to = project) => ({ tollgateOrder: orderId, tollgateProject: to });

/** The payment that the page of an order makes, once it has one. */
const paymentOf = async (orderId: string) =>
  (await orderOf(orderId)).checkout?.sessionId.replace(/^cs_/, 'pi_');

export async function sessionEvent(
  kind: 'completed' | 'async_payment_succeeded' | 'async_payment_failed' | 'expired',
  orderId: string,
  change: object = {},
  options: EventOptions = {},
) {
  const { checkout, priceCents } = await orderOf(orderId);
  const isPaid = kind === 'completed' || kind === 'async_payment_succeeded';
  const session = {
    id: checkout?.sessionId,
    object: 'checkout.session',
    payment_status: isPaid ? 'paid' : 'unpaid',
    payment_intent: isPaid ? await paymentOf(orderId) : null,
    amount_total: priceCents,
    currency: 'usd',
    customer_details: { email: 'somebody@example.com' },
    metadata: referenceTo(orderId, options.project),
    ...change,
  };
  return eventOf(`checkout.session.${kind}`, session, options);
}

export async function refundEvent(orderId: string, refundedCents: number, change: object = {}) {
  const { priceCents } = await orderOf(orderId);
  const charge = {
    id: 'ch_1',
    object: 'charge',
    amount: priceCents,
    amount_refunded: refundedCents,
    refunded: refundedCents === priceCents,
    payment_intent: await paymentOf(orderId),
    receipt_url: 'https://pay.stripe.com/receipts/1',
    metadata: referenceTo(orderId),
    ...change,
  };
  return eventOf('charge.refunded', charge);
}

/** A dispute says which payment it is about, and nothing that we wrote. */
export async function disputeEvent(kind: 'created' | 'updated' | 'closed', orderId: string, status: string) {
  const { priceCents } = await orderOf(orderId);
  const payment_intent = await paymentOf(orderId);
  const dispute = {
    id: `dp_${orderId}`,
    object: 'dispute',
    amount: priceCents,
    charge: 'ch_1',
    payment_intent,
    status,
    metadata: {},
  };
  return eventOf(`charge.dispute.${kind}`, dispute);
}

interface SendOptions {
  origin?: string | undefined;
  secret?: string;
  /** When it was signed. */
  atMs?: number;
  /** What is sent of what was signed. */
  altered?: (payload: string) => string;
  signature?: string;
  method?: string;
}

/** Sends an event to the webhook, as Stripe does; returns the status. */
export async function send(event: object | string, options: SendOptions = {}): Promise<number> {
  const { origin = instances[0], secret = simulatedSecret(), atMs = Date.now() } = options;
  const payload = typeof event === 'string' ? event : JSON.stringify(event);
  const timestamp = Math.floor(atMs / 1_000);
  const signature =
    options.signature ?? Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  const { method = 'POST', altered = (text) => text } = options;
  const response = await fetch(`${origin}/${project}/us-central1/paymentWebhook`, {
    method,
    headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
    ...(method === 'POST' ? { body: altered(payload) } : {}),
  });
  return response.status;
}

/** Pays an order, and expects that it was taken. */
export async function pay(orderId: string, origin?: string): Promise<Order> {
  expect(await send(await sessionEvent('completed', orderId), { origin })).toBe(200);
  return orderOf(orderId);
}
