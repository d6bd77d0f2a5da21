import type { User } from '@tollgate/contract/account/user';
import { type Activity, refundableMicro } from '@tollgate/contract/activity/activity';
import {
  addMicro,
  formatCredits,
  MAX_BALANCE_MICRO,
  type Micro,
  toMicro,
  ZERO_MICRO,
} from '@tollgate/contract/common/money';
import { isUndoable, type LedgerEntry } from '@tollgate/contract/ledger/entry';
import { spendableMicro, undoableLots } from '@tollgate/contract/ledger/lots';
import { isRefusal, type Refusal, refuse, refuseField } from '@tollgate/contract/refusals/refusals';
import type { AuditAction, AuditRecord, CreditsMoved } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';
import { auditEntrySchema } from '@tollgate/contract/staff/audit.schema';
import { RECEIPT_LIFETIME_MS, type Receipt } from '@tollgate/contract/storage/receipt';
import * as z from 'zod';
import { countRefund } from '../credits/refunded-usage.ts';
import {
  type Account,
  give,
  giveBack,
  MAX_LOTS,
  openAccount,
  remove,
  writeOffExpired,
} from '../ledger/balance.ts';
import { amountOf, pick, stillValid } from '../ledger/lots.ts';
import { refundedLots, refundUndone } from './refunded-lots.ts';

const movedSchema = z.object({
  entryId: z.string(),
  creditsMicro: z.int(),
  audit: auditEntrySchema.extend({ auditId: z.string() }),
});

/** An act of staff that moves a user's credits, whatever it is: what makes it happen once, and be told. */
export interface CreditAct {
  action: AuditAction;
  receipt: Pick<Receipt, 'scope' | 'actorId' | 'requestId'>;
  payloadHash: string;
  /** It can't be done again later either: an entry is undone once. */
  isForEver: boolean;
  auditId: string;
  /** Who does it, which for a receipt that all share is not who the receipt names. */
  actorId: string;
  actorEmail: string | null;
  reason: string;
  activityId: string | null;
}

/** What is done to a user's credits. */
export type CreditCommand =
  | { kind: 'grant'; amountMicro: number; type: 'grant' | 'bonus' | 'refund'; expiresAt: number | null }
  | { kind: 'remove'; amountMicro: Micro }
  /** Of the activity that is loaded; `null` for all that is left of its charge. */
  | { kind: 'refund'; amountMicro: Micro | null; graceMs: number }
  /** `mayHaveExpired`: credits of the entry's source have expired since. */
  | { kind: 'undo'; entry: LedgerEntry; mayHaveExpired: boolean };

export type CreditActDecision =
  | { kind: 'repeat'; answer: CreditsMoved }
  | {
      kind: 'moved';
      user: User;
      entries: LedgerEntry[];
      /** As it is after a refund, or after one was undone. */
      activity: Activity | null;
      receipt: Receipt;
      audit: AuditRecord;
      answer: CreditsMoved;
    }
  | Refusal;

/** Does an act once: a repeat gets the answer of the first, another act under the same id is refused. */
export function decideCreditAct(
  state: { user: User | null; receipt: Receipt | null; activity?: Activity | null },
  act: CreditAct,
  command: CreditCommand,
  entryIdOf: (entry: LedgerEntry) => string,
  nowMs: number,
): CreditActDecision {
  const { user, receipt, activity = null } = state;
  if (command.kind === 'refund' && !activity) return noSuchActivity();
  if (receipt) {
    if (receipt.payloadHash === act.payloadHash)
      return { kind: 'repeat', answer: movedSchema.parse(receipt.answer) };
    return refuse(
      'request_reused',
      'This was done before, with something else in it. Make a new id for each act.',
    );
  }
  if (!user || user.status === 'deleted') return refuse('not_found', 'There is no such user.');
  const { actorId, actorEmail, reason, activityId } = act;
  const cause = { actorId, reason, requestId: act.receipt.requestId, activityId };
  const account = writeOffExpired(openAccount(user), nowMs);
  const moved = move(account, command, activity, cause, nowMs);
  if (isRefusal(moved)) return moved;
  const entry = moved.entries.at(-1);
  if (!entry) throw new Error('an act that moves credits makes an entry');
  const entryId = entryIdOf(entry);
  const { creditsMicro } = moved.user;
  const audit: AuditRecord = {
    auditId: act.auditId,
    ...actionOn(act.action, user.userId),
    ...{ actorId, actorEmail, reason },
    // What had expired by then is not of this act.
    before: { creditsMicro: account.user.creditsMicro },
    after: { creditsMicro, entryId, type: entry.type, ...(activityId && { activityId }) },
    createdAt: nowMs,
  };
  const answer = { entryId, creditsMicro, audit };
  const after = activity && activityAfter(activity, command, entry, nowMs);
  const counts = activity && after ? countRefund(moved.user, activity, after) : {};
  return {
    kind: 'moved',
    user: { ...moved.user, ...counts, updatedAt: nowMs },
    entries: moved.entries,
    activity: after,
    receipt: {
      ...act.receipt,
      payloadHash: act.payloadHash,
      answer,
      createdAt: nowMs,
      expiresAt: act.isForEver ? null : nowMs + RECEIPT_LIFETIME_MS,
    },
    audit,
    answer,
  };
}

type Cause = Parameters<typeof give>[2];
type CommandOf<K extends CreditCommand['kind']> = Extract<CreditCommand, { kind: K }>;

function move(
  account: Account,
  command: CreditCommand,
  activity: Activity | null,
  cause: Cause,
  nowMs: number,
): Account | Refusal {
  switch (command.kind) {
    case 'grant':
      return grant(account, command, cause, nowMs);
    case 'remove':
      return removeAmount(account, command, cause, nowMs);
    case 'refund':
      return activity ? refund(account, command, activity, cause, nowMs) : noSuchActivity();
    case 'undo':
      return undo(account, command, cause, nowMs);
  }
}

const noSuchActivity = () => refuse('not_found', 'There is no such activity.');

/** The activity of a refund, or of a refund that was undone. */
function activityAfter(
  activity: Activity,
  command: CreditCommand,
  { amountMicro, lots }: LedgerEntry,
  nowMs: number,
): Activity {
  const after =
    command.kind === 'undo'
      ? refundUndone(activity, lots)
      : { ...activity, refundedMicro: addMicro(activity.refundedMicro, amountMicro) };
  return { ...after, updatedAt: nowMs };
}

function grant(account: Account, given: CommandOf<'grant'>, cause: Cause, nowMs: number): Account | Refusal {
  const { type, expiresAt } = given;
  if (expiresAt !== null && expiresAt <= nowMs) {
    return refuseField('expiresAt', 'is in the past; leave it out for credits that never expire');
  }
  const amountMicro = toMicro(given.amountMicro);
  const source = type === 'refund' ? 'refund' : 'bonus';
  const { grants } = account.user;
  const isKnown = grants.some((lot) => lot.source === source && lot.expiresAt === expiresAt);
  if (grants.length >= MAX_LOTS && expiresAt !== null && !isKnown)
    return refuseField('expiresAt', 'this user has credits of too many expiries; choose one of those');
  return (
    tooMuch(account, amountMicro) ?? give(account, { type, source, amountMicro, expiresAt }, cause, nowMs)
  );
}

/** Takes credits in the order in which they would be spent. */
function removeAmount(
  account: Account,
  { amountMicro }: CommandOf<'remove'>,
  cause: Cause,
  nowMs: number,
): Account | Refusal {
  const { grants } = account.user;
  const availableMicro = spendableMicro(grants, nowMs);
  if (availableMicro >= amountMicro)
    return remove(account, { type: 'adjustment', lots: pick(grants, amountMicro) }, cause, nowMs);
  const [wanted, there] = [formatCredits(amountMicro), formatCredits(availableMicro)];
  return refuse(
    'insufficient_credits',
    `${wanted} credits can't be taken: ${there} are there, the rest is spent or held.`,
    {
      requiredMicro: amountMicro,
      availableMicro,
    },
  );
}

/** Gives back to the lots that were charged; for a short time, where one has expired meanwhile. */
function refund(
  account: Account,
  command: CommandOf<'refund'>,
  activity: Activity,
  cause: Cause,
  nowMs: number,
): Account | Refusal {
  const leftMicro = refundableMicro(activity);
  const amountMicro = command.amountMicro ?? leftMicro;
  if (leftMicro === ZERO_MICRO) {
    return refuseField('activityId', 'nothing was charged for it, or all of that was refunded');
  }
  if (amountMicro > leftMicro) {
    return refuseField(
      'amountMicro',
      `of what was charged, ${formatCredits(leftMicro)} credits are not refunded yet`,
    );
  }
  const lots = refundedLots(activity, amountMicro).map((lot) => stillValid(lot, command.graceMs, nowMs));
  return tooMuch(account, amountMicro) ?? giveBack(account, { type: 'refund', lots }, cause, nowMs);
}

/**
 * The opposite of an entry that staff made, by its own lots. Of what it gave, what those still hold is taken;
 * what it took comes back as it was, and not where that has expired. `mayHaveExpired`: credits of its source
 * have, since.
 */
function undo(
  account: Account,
  { entry, mayHaveExpired }: CommandOf<'undo'>,
  cause: Cause,
  nowMs: number,
): Account | Refusal {
  if (!isUndoable(entry)) {
    return refuseField('entryId', 'only what staff gave or took can be undone');
  }
  const hasExpired = account.entries.some(({ type, source }) => type === 'expiry' && source === entry.source);
  const { grants } = account.user;
  const lots = undoableLots(entry, grants, nowMs, mayHaveExpired || hasExpired);
  const isNamed = entry.lots.length > 0;
  if (entry.amountMicro < 0) {
    if (!isNamed) return refuseField('entryId', 'does not say which credits it took; grant them by hand');
    if (lots.length === 0)
      return refuseField('entryId', 'took credits that have expired since; nothing is left to give back');
    return tooMuch(account, amountOf(lots)) ?? giveBack(account, { type: 'reversal', lots }, cause, nowMs);
  }
  if (lots.length > 0) return remove(account, { type: 'reversal', lots }, cause, nowMs);
  const why = isNamed
    ? 'What this gave is spent, held or expired: nothing of it is left to take.'
    : 'This entry is of before credits were told apart: none that are there are surely its own.';
  return refuse('insufficient_credits', why, {
    requiredMicro: entry.amountMicro,
    availableMicro: ZERO_MICRO,
  });
}

function tooMuch({ user }: Account, amountMicro: Micro): Refusal | null {
  const ownedMicro = addMicro(user.creditsMicro, user.heldMicro);
  if (ownedMicro + amountMicro <= MAX_BALANCE_MICRO) return null;
  return refuseField('amountMicro', `nobody may own more than ${formatCredits(MAX_BALANCE_MICRO)} credits`);
}
