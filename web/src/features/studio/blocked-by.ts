import type { UserStatus } from '@tollgate/client';
import { creditsWithUnit } from '../../shared/format.ts';
import type { Affordability } from './affordability.ts';

/** Why the button does nothing, as a sentence; `null` when it does. */
export function blockedBy(form: {
  price: Affordability;
  service: { label: string; runsOnServer: boolean };
  prompt: string;
  status: UserStatus;
  isRunning: boolean;
}): string | null {
  const { price, service, prompt, status, isRunning } = form;
  if (status === 'suspended') return 'Your account is suspended. Ask support to review it.';
  if (status === 'paused') return 'Your account is paused, so nothing can be generated now.';
  if (isRunning) return 'Wait until this one is finished, or cancel it.';
  if (!service.runsOnServer)
    return `${service.label} runs inside apps that call it themselves. Choose another service.`;
  if (price.kind === 'unpriced') return price.message;
  if (price.kind === 'insufficient') return `You need ${creditsWithUnit(price.missingMicro)} more.`;
  if (prompt.trim() === '') return 'Write a prompt first.';
  return price.kind === 'checking' ? 'Loading your balance…' : null;
}
