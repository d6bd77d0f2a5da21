import { formatCredits } from '@tollgate/contract/common/money';
import { keyedHash } from '../../platform/hash.ts';
import { REGION } from '../../platform/options.ts';
import { CHECKOUT_LIFETIME_MS } from '../decide-checkout.ts';
import { type Processor, returnAddress } from '../processor.ts';
import { paymentIdOf, readSession, readSessionOfPayment, sessionIdOf, writeSession } from './sessions.ts';

/** As long as the real one's, and known to whoever has the key of this emulator alone. */
export const simulatedSecret = (): string => `whsec_${keyedHash('simulated-webhook', 'secret')}`;

/** Where a function answers: at this instance, where it is one of its own, or in the functions emulator. */
export function localAddress(project: string, name: string): string {
  const { TOLLGATE_INSTANCE_ORIGIN, FIREBASE_FUNCTIONS_EMULATOR_ORIGIN } = process.env;
  const origin = TOLLGATE_INSTANCE_ORIGIN ?? FIREBASE_FUNCTIONS_EMULATOR_ORIGIN ?? 'http://127.0.0.1:5001';
  return `${origin}/${project}/${REGION}/${name}`;
}

const pageOf = (project: string, sessionId: string): string =>
  `${localAddress(project, 'localCheckout')}?session=${sessionId}`;

/**
 * A stand-in for the processor, in emulators alone: its page moves no money, and then tells the webhook what
 * Stripe would tell, in Stripe's form and signed as Stripe signs.
 */
export const simulatedProcessor = (project: string): Processor => ({
  mode: 'simulated',
  webhookSecret: simulatedSecret(),
  async openCheckout(order, orderId, { email, returnUrl }) {
    const sessionId = sessionIdOf(project, orderId);
    const expiresAt = order.createdAt + CHECKOUT_LIFETIME_MS;
    if (!(await readSession(sessionId))) {
      await writeSession({
        ...{ sessionId, paymentId: paymentIdOf(sessionId), expiresAt, email },
        reference: { tollgateOrder: orderId, tollgateProject: project },
        name: `${order.label}: ${formatCredits(order.creditsMicro)} credits`,
        amountCents: order.priceCents,
        doneUrl: returnAddress(returnUrl, orderId, 'done'),
        cancelledUrl: returnAddress(returnUrl, orderId, 'cancelled'),
        state: 'open',
      });
    }
    return { sessionId, url: pageOf(project, sessionId), expiresAt };
  },
  referenceOf: async (paymentId) => (await readSessionOfPayment(paymentId))?.reference ?? null,
  // The page of what was paid shows that it was.
  receiptOf: async (paymentId) => {
    const session = await readSessionOfPayment(paymentId);
    return session && pageOf(project, session.sessionId);
  },
});
