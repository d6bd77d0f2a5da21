import type { Order } from '@tollgate/contract/billing/order';
import { MICRO_PER_CREDIT, toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProcessorUnavailable } from '../../functions/src/billing/processor.ts';
import { stripeProcessor } from '../../functions/src/billing/stripe.ts';
import { claimPorts } from '../../scripts/lib/ports.ts';
import { type StripeMock, startStripeMock } from '../../scripts/lib/stripe-mock.ts';
import { type Line, lineTo } from './line.ts';

/** What we ask of Stripe, held against Stripe's own description of its API by Stripe's own stand-in. */

const said: string[] = [];
vi.mock('../../functions/src/platform/log.ts', () => ({
  log: {
    error: (message: string, cause: Error, fields: object) =>
      void said.push(`${message} ${cause.stack} ${JSON.stringify(fields)}`),
  },
}));

let mock: StripeMock;
let line: Line;

beforeAll(async () => {
  mock = await startStripeMock();
  line = await lineTo(mock.port);
});
afterAll(async () => {
  await line?.close();
  await mock?.stop();
});
beforeEach(() => {
  line.sent.length = 0;
  line.failsWith = null;
  said.length = 0;
});

const settings = (port = line.port) => ({
  ...{ key: 'sk_test_123', webhookSecret: 'whsec_x', project: 'shop' },
  api: { host: '127.0.0.1', port, protocol: 'http' as const },
});

const NOW = Date.now();
const order: Order = {
  ...{ userId: 'ada', requestId: 'r', payloadHash: 'h', packId: 'starter', label: 'Starter' },
  ...{ creditsMicro: toMicro(25 * MICRO_PER_CREDIT), bonusMicro: ZERO_MICRO, priceCents: 499 },
  ...{ priceVersion: 1, mode: 'test', status: 'open', checkout: null, paymentId: null, problem: null },
  ...{ disputes: {}, entryId: null, receiptUrl: null, refundedCents: 0, reversedMicro: ZERO_MICRO },
  ...{ awaitedMicro: ZERO_MICRO, reversedLots: [] },
  ...{ unrecoveredMicro: ZERO_MICRO, createdAt: NOW, paidAt: null, updatedAt: NOW },
};
const buyer = { email: 'ada@example.com', returnUrl: 'https://app.example.com/bought?from=studio' };

describe('a checkout', () => {
  it('is made in a form that Stripe accepts, with all that leads back to the order', async () => {
    const made = await stripeProcessor(settings()).openCheckout(order, 'ada.r', buyer);
    expect(made).toEqual({
      ...{ sessionId: expect.stringMatching(/^cs_/), url: expect.any(String), expiresAt: expect.any(Number) },
    });
    const [{ method, path, form, idempotencyKey } = { form: new URLSearchParams() }] = line.sent;
    expect([method, path]).toEqual(['POST', '/v1/checkout/sessions']);
    expect(idempotencyKey).toMatch(/^tollgate-[0-9a-f]{40}$/);
    const back = 'https://app.example.com/bought?from=studio&order=ada.r&checkout=';
    expect(Object.fromEntries(form)).toEqual({
      mode: 'payment',
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '499',
      'line_items[0][price_data][product_data][name]': 'Starter: 25 credits',
      client_reference_id: 'ada.r',
      'metadata[tollgateOrder]': 'ada.r',
      'metadata[tollgateProject]': 'shop',
      'payment_intent_data[metadata][tollgateOrder]': 'ada.r',
      'payment_intent_data[metadata][tollgateProject]': 'shop',
      'payment_intent_data[description]': 'Starter: 25 credits',
      'payment_intent_data[receipt_email]': 'ada@example.com',
      customer_email: 'ada@example.com',
      'adaptive_pricing[enabled]': 'false',
      locale: 'auto',
      success_url: `${back}done`,
      cancel_url: `${back}cancelled`,
      expires_at: String(Math.floor(NOW / 1_000) + 23 * 3_600),
    });
  });

  it('is asked for in the same words under the same key again, and under another for another order', async () => {
    const processor = stripeProcessor(settings());
    await processor.openCheckout(order, 'ada.r', buyer);
    await processor.openCheckout(order, 'ada.r', buyer);
    await processor.openCheckout(order, 'ada.s', buyer);
    const [first, again, other] = line.sent;
    expect([again?.idempotencyKey, String(again?.form)]).toEqual([
      first?.idempotencyKey,
      String(first?.form),
    ]);
    expect(other?.idempotencyKey).not.toBe(first?.idempotencyKey);
  });

  it('goes without an email where there is none', async () => {
    await stripeProcessor(settings()).openCheckout(order, 'ada.r', { ...buyer, email: null });
    expect(String(line.sent[0]?.form)).not.toContain('email');
  });

  it('is what the stand-in would have refused, had it been wrong', async () => {
    const stripe = new Stripe('sk_test_123', settings().api);
    const wrong = { mode: 'payment', success_urls: 'https://x' } as object;
    await expect(stripe.checkout.sessions.create(wrong as never)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('a payment', () => {
  it('is looked up for its receipt, and for what we wrote on it', async () => {
    const processor = stripeProcessor(settings());
    expect(await processor.receiptOf('pi_1')).toMatch(/^https:\/\//);
    expect(line.sent[0]).toMatchObject({
      method: 'GET',
      path: expect.stringContaining('/v1/payment_intents/pi_1'),
    });
    expect(line.sent[0]?.path).toContain('latest_charge');
    // The stand-in's payment carries nothing of ours.
    expect(await processor.referenceOf('pi_1')).toBeNull();
  });
});

describe('when Stripe does not do it', () => {
  const openOn = (port: number) => stripeProcessor(settings(port)).openCheckout(order, 'ada.r', buyer);

  it.each([500, 503, 429, 401, 400])(
    'with %i, it is unavailable, and the log has no word about anybody',
    async (status) => {
      line.failsWith = status;
      await expect(openOn(line.port)).rejects.toBeInstanceOf(ProcessorUnavailable);
      expect(said.join()).toContain(`"statusCode":${status}`);
      expect(said.join()).not.toContain('example.com');
      if (status === 401) expect(said.join()).toContain('set TOLLGATE_STRIPE_KEY anew');
      // What may pass is tried again, under the same key, so that it can't be made twice.
      const keys = new Set(line.sent.map(({ idempotencyKey }) => idempotencyKey));
      expect([line.sent.length > 1, keys.size]).toEqual([status >= 500, 1]);
    },
  );

  it('with nothing at all, because it can not be reached', async () => {
    const [nobody = 0] = await claimPorts(1);
    await expect(openOn(nobody)).rejects.toBeInstanceOf(ProcessorUnavailable);
  });
});

it.each([
  ['sk_test_1', 'test'],
  ['rk_test_1', 'test'],
  ['sk_live_1', 'live'],
  ['rk_live_1', 'live'],
])('the key %s is of the mode %s', (key, mode) => {
  expect(stripeProcessor({ ...settings(), key }).mode).toBe(mode);
});
