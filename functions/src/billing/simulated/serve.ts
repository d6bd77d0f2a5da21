import { nowMs } from '../../platform/clock.ts';
import type { Asked, Reply } from '../../platform/http.ts';
import { log } from '../../platform/log.ts';
import { loadStripe } from '../stripe.ts';
import { noPage, overPage, payPage, receiptPage } from './page.ts';
import { localAddress, simulatedSecret } from './processor.ts';
import { readSession, type Session, writeSession } from './sessions.ts';

/** Shows the page, and does what its buttons say. */
export async function serveCheckout({ method, query, rawBody }: Asked): Promise<Reply> {
  const session = await readSession(query('session'));
  if (!session) return noPage();
  const action = method === 'POST' ? new URLSearchParams(rawBody?.toString('utf8')).get('action') : null;
  if (session.state === 'paid') return action === 'pay' ? to(session.doneUrl) : receiptPage(session);
  if (session.state === 'declined' || session.expiresAt <= nowMs()) return overPage(session);
  if (action === 'cancel') return to(session.cancelledUrl);
  if (action !== 'pay' && action !== 'decline') return payPage(session, null);
  const state = action === 'pay' ? 'paid' : 'declined';
  const isHeard = await tell(session, state);
  if (!isHeard) return payPage(session, 'The app could not be told. Try again.');
  await writeSession({ ...session, state });
  return to(session.doneUrl);
}

const to = (address: string): Reply => ({ status: 303, body: '', headers: { Location: address } });

/**
 * What Stripe says of a payment that takes time and then is made or declined. Stripe repeats what is not
 * heard; so do people here.
 */
async function tell(session: Session, state: 'paid' | 'declined'): Promise<boolean> {
  const type = state === 'paid' ? 'checkout.session.completed' : 'checkout.session.async_payment_failed';
  const createdAtSeconds = Math.floor(nowMs() / 1_000);
  const payload = JSON.stringify({
    id: `evt_${session.sessionId}_${state}`,
    object: 'event',
    type,
    livemode: false,
    created: createdAtSeconds,
    data: {
      object: {
        id: session.sessionId,
        object: 'checkout.session',
        payment_status: state === 'paid' ? 'paid' : 'unpaid',
        payment_intent: session.paymentId,
        amount_total: session.amountCents,
        currency: 'usd',
        metadata: session.reference,
        livemode: false,
      },
    },
  });
  const { webhooks } = await loadStripe();
  const signature = webhooks.generateTestHeaderString({ payload, secret: simulatedSecret() });
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  const address = localAddress(session.reference.tollgateProject, 'paymentWebhook');
  try {
    const { ok, status } = await fetch(address, { method: 'POST', headers, body: payload });
    if (!ok) log.warn('the webhook did not take a simulated payment', { status });
    return ok;
  } catch (error) {
    log.error('the webhook could not be reached', error);
    return false;
  }
}
