import { endpoint } from '../platform/http.ts';
import { PAYMENT_SECRETS, PAYMENTS } from '../platform/options.ts';
import { workOf } from '../platform/work.ts';
import { processor } from './processors.ts';
import { serveCheckout } from './simulated/serve.ts';
import { beginCheckout } from './store.ts';
import { takeEvent } from './webhook.ts';

export const createCheckout = workOf('createCheckout', (input, caller) =>
  beginCheckout(input, caller, processor()),
);

const webhook = endpoint('paymentWebhook', { secrets: PAYMENT_SECRETS }, (asked) =>
  takeEvent(asked, processor()),
);

/** There is no such function where nothing can be paid. */
export const paymentWebhook = PAYMENTS === null ? undefined : webhook;

/** The page where a simulated payment is made: in emulators alone. */
export const localCheckout =
  PAYMENTS === 'simulated' ? endpoint('localCheckout', {}, serveCheckout) : undefined;
