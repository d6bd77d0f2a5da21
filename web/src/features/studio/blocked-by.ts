import type { UserStatus } from '@tollgate/client';
import type { Cost } from '@tollgate/client/react';
import type { TFunction } from 'i18next';
import { creditsWithUnit } from '../../shared/format.ts';

/** Why the button does nothing, as a sentence; `null` when it does. */
export function blockedBy(
  t: TFunction<'studio'>,
  form: {
    cost: Cost;
    service: { label: string; runsOnServer: boolean };
    prompt: string;
    status: UserStatus;
    isRunning: boolean;
    nowMs: number;
  },
): string | null {
  const { cost, service, prompt, status, isRunning, nowMs } = form;
  if (status !== 'active') return t(`blocked.${status}`);
  if (isRunning) return t('blocked.running');
  if (!service.runsOnServer) return t('blocked.byApp', { service: service.label });
  if (cost.kind === 'unpriced') return t('blocked.unpriced');
  if (cost.kind === 'insufficient')
    return t('blocked.missing', { amount: creditsWithUnit(cost.missingMicro) });
  if (cost.kind === 'guest' && cost.guest?.left === 0) {
    const { freeAt } = cost.guest;
    if (freeAt === null) return t('blocked.guestNone');
    if (freeAt > nowMs) return t('blocked.guestUsed');
  }
  if (prompt.trim() === '') return t('blocked.prompt');
  return cost.kind === 'checking' ? t('blocked.checking') : null;
}
