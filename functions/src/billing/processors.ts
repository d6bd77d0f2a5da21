import { ownProject, PAYMENTS, stripeKey, stripeWebhookSecret } from '../platform/options.ts';
import type { Processor } from './processor.ts';
import { simulatedProcessor } from './simulated/processor.ts';
import { stripeProcessor } from './stripe.ts';

let made: Processor | null | undefined;

/** The processor of this deployment; `null` where nothing can be paid. */
export function processor(): Processor | null {
  made ??= makeProcessor();
  return made;
}

function makeProcessor(): Processor | null {
  const project = ownProject();
  if (stripeKey && stripeWebhookSecret) {
    // As they come out of a file or a pipe, with a line's end.
    const [key, webhookSecret] = [stripeKey.value().trim(), stripeWebhookSecret.value().trim()];
    return stripeProcessor({ key, webhookSecret, project });
  }
  return PAYMENTS === 'simulated' ? simulatedProcessor(project) : null;
}
