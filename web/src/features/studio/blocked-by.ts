import type { UserStatus } from '@tollgate/client';
import type { TFunction } from 'i18next';
import { creditsWithUnit, duration } from '../../shared/format.ts';
import type { Affordability } from './affordability.ts';

/** Why the button does nothing, as a sentence; `null` when it does. */
export function blockedBy(
  t: TFunction<'studio'>,
  form: {
    price: Affordability;
    service: { label: string; runsOnServer: boolean };
    prompt: string;
    status: UserStatus;
    isRunning: boolean;
    nowMs: number;
  },
): string | null {
  const { price, service, prompt, status, isRunning, nowMs } = form;
  if (status !== 'active') return t(`blocked.${status}`);
  if (isRunning) return t('blocked.running');
  if (!service.runsOnServer) return t('blocked.byApp', { service: service.label });
  if (price.kind === 'unpriced') return t('blocked.unpriced');
  if (price.kind === 'insufficient')
    return t('blocked.missing', { amount: creditsWithUnit(price.missingMicro) });
  if (price.kind === 'free' && price.guest.left === 0) {
    const { freeAt } = price.guest;
    if (freeAt === null) return t('blocked.guestNone');
    if (freeAt > nowMs) return t('blocked.guestUsed', { time: duration(freeAt - nowMs) });
  }
  if (prompt.trim() === '') return t('blocked.prompt');
  return price.kind === 'checking' ? t('blocked.checking') : null;
}
