import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { activityIdOf } from '@tollgate/contract/common/owned-ids';
import type { Quote } from '@tollgate/contract/pricing/prices';
import type { Config } from '../platform/config.ts';
import { LEASE_MS } from './decide-run.ts';
import type { HoldCommand } from './hold-command.ts';

/**
 * The activity that a hold opens: what was asked for, by whom, at which price, and which credits were taken
 * for it.
 */
export function newActivity(from: {
  user: User;
  command: HoldCommand;
  price: Extract<Quote, { kind: 'quote' }>;
  taken: Activity['taken'];
  config: Config;
  nowMs: number;
}): Activity {
  const { user, command, price, config, nowMs } = from;
  const { email, displayName, country, isGuest, tier } = user;
  const { userId, requestId, aiType, service, runBy, promptPreview, promptChars, promptHash, payloadHash } =
    command;
  const holdExpiresAt = nowMs + config.limits.holdSeconds[aiType] * 1_000;
  const status = command.leaseHolder ? 'processing' : 'pending';
  const known = config.credit.services[service];
  if (!known) throw new Error('a quoted service is in the price book');
  const { priceMicro, per, minimumMicro } = known;
  return {
    ...{ userId, requestId, email, displayName, country, isGuest, tier },
    ...{ aiType, service, runBy, status, promptPreview, promptChars, promptHash, payloadHash },
    progress: 0,
    unit: price.unit,
    units: price.units,
    usedUnits: null,
    tokens: null,
    heldMicro: price.costMicro,
    chargedMicro: ZERO_MICRO,
    refundedMicro: ZERO_MICRO,
    taken: from.taken,
    lastDebtId: user.lastDebtId,
    priceVersion: price.priceVersion,
    price: { priceMicro, per, minimumMicro },
    holdAnswer: {
      activityId: activityIdOf(userId, requestId),
      status,
      heldMicro: price.costMicro,
      creditsMicro: user.creditsMicro,
      priceVersion: price.priceVersion,
      expiresAt: holdExpiresAt,
    },
    endAnswer: null,
    result: null,
    error: null,
    createdAt: nowMs,
    startedAt: command.leaseHolder ? nowMs : null,
    endedAt: null,
    processingTimeMs: null,
    holdExpiresAt,
    cancelRequestedAt: null,
    guestLogs: [],
    countedIn: isGuest ? null : { month: user.monthlyCalls.month, resets: user.monthlyCalls.resets },
    lease: command.leaseHolder ? { holder: command.leaseHolder, expiresAt: nowMs + LEASE_MS } : null,
    updatedAt: nowMs,
  };
}
