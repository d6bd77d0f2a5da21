import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { formatCredits, ZERO_MICRO } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { spendableMicro } from '@tollgate/contract/ledger/lots';
import type { GuestLog } from '@tollgate/contract/limits/guests';
import { perHourOf } from '@tollgate/contract/limits/hourly';
import { type Quote, quote } from '@tollgate/contract/pricing/prices';
import { type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import { refuseBySpendingLimit } from '../credits/spending-limit.ts';
import { refuseByStatus } from '../credits/status.ts';
import { openAccount, reserve, writeOffExpired } from '../ledger/balance.ts';
import { admit, refuseClosed } from '../limits/decide.ts';
import { admitGuest, type GuestLogs } from '../limits/decide-guest.ts';
import { refuseByMonth, withCall } from '../limits/decide-month.ts';
import type { Config } from '../platform/config.ts';
import type { HoldCommand } from './hold-command.ts';
import { newActivity } from './new-activity.ts';

export type HoldDecision =
  | {
      kind: 'hold';
      user: User;
      entries: LedgerEntry[];
      activity: Activity;
      /** The guest logs by document id, if this is a guest's free generation. */
      guestLogs: Record<string, GuestLog>;
    }
  | { kind: 'repeat'; activity: Activity }
  | Refusal;

/**
 * The gate's decision: is it a repeat, may this user, is there room in the month and in the rate window, what
 * does it cost, are the credits there? If all is well: a hold and an activity. A refusal changes nothing.
 */
export function decideHold(
  state: { user: User | null; activity: Activity | null; guestLogs?: GuestLogs },
  command: HoldCommand,
  config: Config,
  nowMs: number,
): HoldDecision {
  const { activity, user } = state;
  if (activity) {
    if (activity.payloadHash === command.payloadHash) return { kind: 'repeat', activity };
    return refuse(
      'request_reused',
      'This requestId was used for another request. Make a new id for each request.',
    );
  }
  if (!user) return refuse('not_found', 'There is no such user. Call ensureUser first.');
  const barred = refuseByStatus(user);
  if (barred) return barred;
  const { aiType, service } = command;
  // Refusals that no wait helps with come first, then the longest wait.
  const price = quote(config.credit, command);
  if (price.kind === 'no-quote') return refuseQuote(price);
  if (command.runBy === 'server' && config.credit.services[command.service]?.provider === null) {
    const instead = 'hold its credits first (validateAndDeductCredits, or POST /v1/holds), then run it there';
    return refuseField('service', `${command.service} is run by your app: ${instead}`);
  }
  if (price.costMicro > config.limits.maxHoldMicro) {
    const most = formatCredits(config.limits.maxHoldMicro);
    return refuseField('units', `one call may hold at most ${most} credits; ask for less`);
  }
  const perHour = perHourOf(config.limits, user.tier)[aiType];
  if (perHour === 0) return refuseClosed();
  const admitted = admit(user.windows[aiType], perHour, nowMs);
  const limits = [
    refuseByMonth(user, service, config, nowMs),
    admitted.kind === 'refusal' ? admitted : null,
  ].filter((limit) => limit !== null);
  const windows = admitted.kind === 'admitted' ? { ...user.windows, [aiType]: admitted.times } : user.windows;
  const availableMicro = spendableMicro(user.grants, nowMs);
  const isShort = availableMicro < price.costMicro;
  // It is free for guests, whatever it costs.
  if (isShort && user.isGuest)
    return decideGuestHold({ ...state, user, windows, limits }, command, price, config, nowMs);
  const changed = refuseByPrice(price, command);
  const overOwn = refuseBySpendingLimit(user, price.costMicro, nowMs);
  // Limits before "too few credits": nobody should buy credits and only then hear that they can't use them
  // for a month.
  const limited = limits.length > 0 && longest([changed, ...limits, overOwn]);
  if (limited) return limited;
  if (changed) return changed;
  if (isShort) {
    const [cost, available] = [formatCredits(price.costMicro), formatCredits(availableMicro)];
    return refuse(
      'insufficient_credits',
      `Not enough credits: this costs ${cost} and you have ${available}.`,
      {
        requiredMicro: price.costMicro,
        availableMicro,
      },
    );
  }
  if (overOwn) return overOwn;
  // The price book's schema allows no price of zero: it would be no gate.
  const { account, taken } = reserve(writeOffExpired(openAccount(user), nowMs), price.costMicro);
  const held: User = {
    ...account.user,
    windows,
    ...(user.isGuest ? {} : { monthlyCalls: withCall(user.monthlyCalls, service, nowMs) }),
    updatedAt: nowMs,
  };
  const opened = newActivity({ user: held, command, price, taken, config, nowMs });
  return { kind: 'hold', user: held, entries: account.entries, activity: opened, guestLogs: {} };
}

/**
 * The refusal that no wait helps with (the first, if there are several), else the one with the longest wait.
 */
function longest(refusals: readonly (Refusal | null)[]): Refusal | null {
  const waitOf = ({ details }: Refusal) => details.retryAfterMs ?? Number.POSITIVE_INFINITY;
  return refusals.reduce(
    (known, next) => (known && next && waitOf(next) <= waitOf(known) ? known : (next ?? known)),
    null,
  );
}

/** Without an account and credits, people get a few generations, each up to the service's default size. */
function decideGuestHold(
  {
    user,
    windows,
    limits,
    guestLogs = {},
  }: {
    user: User;
    windows: User['windows'];
    /** The limits that refuse it for everybody. */
    limits: readonly Refusal[];
    guestLogs?: GuestLogs;
  },
  command: HoldCommand,
  price: Extract<Quote, { kind: 'quote' }>,
  config: Config,
  nowMs: number,
): HoldDecision {
  // They have signed up, but their document doesn't say so yet: the caller must call `ensureUser` first.
  if (!command.guest) return refuse('not_found', 'This account has changed. Call ensureUser first.');
  const most = config.credit.services[command.service]?.defaultUnits ?? 0;
  if (price.units > most) {
    return refuseField('units', `without an account at most ${most} at once; sign up for more`);
  }
  const counted = { session: user.guestCalls, logs: guestLogs };
  const admitted = admitGuest(counted, command.guest, config.limits.guest, nowMs);
  const limited = longest([...limits, admitted.kind === 'refusal' ? admitted : null]);
  if (limited) return limited;
  if (admitted.kind === 'refusal') return admitted;
  const account = writeOffExpired(openAccount(user), nowMs);
  const next: User = {
    ...account.user,
    windows,
    guestCalls: admitted.session,
    guestLeft: admitted.guestLeft,
    updatedAt: nowMs,
  };
  const free = { ...price, costMicro: ZERO_MICRO };
  const opened = newActivity({ user: next, command, price: free, taken: [], config, nowMs });
  const activity = { ...opened, guestLogs: command.guest.logIds };
  return { kind: 'hold', user: next, entries: account.entries, activity, guestLogs: admitted.logs };
}

/** Refuses what costs more than the person was told. A lower price is always fine. */
function refuseByPrice(
  { kind: _, ...price }: Extract<Quote, { kind: 'quote' }>,
  { maxCostMicro }: Pick<HoldCommand, 'maxCostMicro'>,
): Refusal | null {
  if (maxCostMicro === undefined || price.costMicro <= maxCostMicro) return null;
  const [now, told] = [formatCredits(price.costMicro), formatCredits(maxCostMicro)];
  const message = `The price has changed: this costs ${now} credits now, not ${told}. Nothing was charged. Ask again to accept it.`;
  return refuse('price_changed', message, { requiredMicro: price.costMicro, quote: price });
}

export function refuseQuote({ why, message }: Extract<Quote, { kind: 'no-quote' }>): Refusal {
  const field = { unknown_service: 'service', wrong_kind: 'aiType', bad_units: 'units' } as const;
  return refuseField(field[why], message);
}
