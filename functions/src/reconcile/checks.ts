import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { isOpen } from '@tollgate/contract/activity/status';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { entryRuleOf } from '@tollgate/contract/ledger/entry-types';
import { byBurnOrder, type Lot } from '@tollgate/contract/ledger/lots';
import type { Violation } from '@tollgate/contract/operations/job-run';
import { amountOf, putBack, split } from '../ledger/lots.ts';
import { LotCheck } from './check-lots.ts';

type Entry = Pick<
  LedgerEntry,
  | 'userId'
  | 'sequence'
  | 'type'
  | 'amountMicro'
  | 'lots'
  | 'balanceBeforeMicro'
  | 'balanceAfterMicro'
  | 'activityId'
  | 'requestId'
>;
type Account = Pick<
  User,
  'userId' | 'creditsMicro' | 'heldMicro' | 'grants' | 'debts' | 'nextExpiryAt' | 'ledgerSeq'
>;
type Generation = Pick<
  Activity,
  | 'userId'
  | 'requestId'
  | 'status'
  | 'heldMicro'
  | 'chargedMicro'
  | 'refundedMicro'
  | 'taken'
  | 'lastDebtId'
  | 'endedAt'
  | 'endAnswer'
>;

/**
 * Checks one user: first the ledger in its order, then the activities, then the user's document. Keeps sums
 * and, for I4, what each activity was charged: memory grows with one user's history, never with the database.
 */
export class UserCheck {
  readonly violations: Violation[] = [];
  private readonly userId: string;
  private sequence = 0;
  private balanceMicro = 0;
  private readonly openHolds: Generation[] = [];
  private readonly deductions = new Map<string, number>();
  private readonly chargedLots = new Map<string, Lot[]>();
  private readonly refunds = new Map<string, number>();
  private readonly lots: LotCheck;

  constructor(userId: string) {
    this.userId = userId;
    this.lots = new LotCheck(userId, (document, message) => this.report('I2', document, message));
  }

  entry(id: string, entry: Entry): void {
    const document = `credit_logs/${id}`;
    const expected = this.sequence + 1;
    if (entry.sequence !== expected) {
      this.report(
        'I1',
        document,
        `is number ${entry.sequence} of the user's ledger, where ${expected} comes next`,
      );
    }
    if (id !== `${entry.userId}.${String(entry.sequence).padStart(10, '0')}`) {
      this.report('I1', document, `is entry ${entry.sequence} of user ${entry.userId}: its id says another`);
    }
    if (entry.balanceBeforeMicro !== this.balanceMicro) {
      this.report(
        'I1',
        document,
        `begins at ${entry.balanceBeforeMicro}, the entry before ended at ${this.balanceMicro}`,
      );
    }
    if (entry.balanceBeforeMicro + entry.amountMicro !== entry.balanceAfterMicro) {
      this.report(
        'I1',
        document,
        `says ${entry.balanceBeforeMicro} and ${entry.amountMicro} make ${entry.balanceAfterMicro}`,
      );
    }
    this.checkSign(document, entry);
    this.lots.entry(id, entry);
    if (entry.activityId !== null) this.ofActivity(document, entry.activityId, entry);
    this.sequence = entry.sequence;
    this.balanceMicro = entry.balanceAfterMicro;
  }

  private checkSign(document: string, { type, amountMicro }: Entry): void {
    const { gives, takes } = entryRuleOf(type);
    const isWrong = amountMicro > 0 ? gives === null : takes === null;
    if (amountMicro === 0 || isWrong) {
      this.report('I2', document, `is a ${type} of ${amountMicro}`);
    }
  }

  private ofActivity(document: string, activityId: string, { type, amountMicro, lots }: Entry): void {
    const { gives, takes } = entryRuleOf(type);
    if (gives === 'back') this.refunds.set(activityId, (this.refunds.get(activityId) ?? 0) + amountMicro);
    if (takes !== 'used') return;
    if (lots.length > 0) this.chargedLots.set(activityId, lots);
    if (this.deductions.has(activityId))
      this.report('I4', document, `charges activity ${activityId} a second time`);
    this.deductions.set(activityId, (this.deductions.get(activityId) ?? 0) - amountMicro);
  }

  activity(id: string, activity: Generation): void {
    const document = `ai_activity/${id}`;
    const { heldMicro, chargedMicro } = activity;
    if (id !== `${activity.userId}.${activity.requestId}`) {
      this.report(
        'I4',
        document,
        `is request ${activity.requestId} of user ${activity.userId}: its id says another`,
      );
    }
    const takenMicro = activity.taken.reduce((sum, lot) => sum + lot.amountMicro, 0);
    if (takenMicro !== heldMicro)
      this.report('I3', document, `holds ${heldMicro}, its lots gave ${takenMicro}`);
    if (chargedMicro > heldMicro)
      this.report('I4', document, `was charged ${chargedMicro}, and held ${heldMicro}`);
    const deducted = this.deductions.get(id) ?? 0;
    if (deducted !== chargedMicro) {
      this.report('I4', document, `was charged ${chargedMicro}, and the ledger deducts ${deducted} for it`);
    }
    this.checkRefunds(document, id, activity);
    this.checkCharged(document, id, activity);
    const hasEnd = activity.endedAt !== null && activity.endAnswer !== null;
    if (isOpen(activity.status)) {
      this.openHolds.push(activity);
      this.lots.held(activity.taken);
      if (activity.endedAt !== null || activity.endAnswer !== null || chargedMicro > 0) {
        this.report('I4', document, `is ${activity.status}, yet has an end or a charge of ${chargedMicro}`);
      }
    } else if (!hasEnd) {
      this.report('I4', document, `is ${activity.status}, without the time or the answer of its end`);
    } else if (activity.endAnswer?.chargedMicro !== chargedMicro) {
      this.report(
        'I4',
        document,
        `was charged ${chargedMicro}, and answered ${activity.endAnswer?.chargedMicro}`,
      );
    }
  }

  private checkRefunds(document: string, id: string, { chargedMicro, refundedMicro }: Generation): void {
    const refunded = this.refunds.get(id) ?? 0;
    if (refunded !== refundedMicro)
      this.report('I4', document, `has ${refundedMicro} refunded, the ledger refunds ${refunded} of it`);
    if (refundedMicro > chargedMicro)
      this.report('I4', document, `has ${refundedMicro} refunded, of a charge of ${chargedMicro}`);
  }

  /** What expires sooner is spent sooner, of what was held too. */
  private checkCharged(document: string, id: string, { taken, chargedMicro }: Generation): void {
    const charged = this.chargedLots.get(id);
    if (!charged) return;
    const textOf = (lots: readonly Lot[]) =>
      lots.map((lot) => `${lot.lotId || lot.source}:${lot.expiresAt}:${lot.amountMicro}`).join(' ');
    // An undone refund may have left the parts of one lot apart.
    const due = textOf(split(putBack([], [...taken].sort(byBurnOrder)), chargedMicro).first);
    if (textOf(charged) !== due)
      this.report('I4', document, `was to be charged to ${due}, and was charged to ${textOf(charged)}`);
  }

  /** I8: a debt waits for generations that run, and for nothing that could be had already. */
  private checkDebts(document: string, { debts }: Account): void {
    for (const { debtId, orderId, amountMicro, heldMicro } of debts) {
      const owing = this.openHolds.filter(({ lastDebtId }) => lastDebtId < debtId);
      const openMicro = owing.reduce((sum, hold) => sum + hold.heldMicro, 0);
      if (openMicro !== heldMicro)
        this.report(
          'I8',
          document,
          `has ${orderId} wait for holds of ${heldMicro}, of which ${openMicro} are open`,
        );
      if (amountMicro === 0 || heldMicro === 0)
        this.report('I8', document, `has ${orderId} wait for ${amountMicro} of holds of ${heldMicro}`);
    }
  }

  /** Last; `null` when there is no such user. */
  user(user: Account | null): void {
    const document = `users/${this.userId}`;
    if (!user) {
      const ledger = this.sequence > 0 ? `, yet the ledger has ${this.sequence} entries of it` : '';
      this.report('I1', document, `does not exist${ledger}`);
      return;
    }
    const { creditsMicro, heldMicro } = user;
    if (user.userId !== this.userId) this.report('I1', document, `says it is user ${user.userId}`);
    if (creditsMicro + heldMicro !== this.balanceMicro) {
      this.report(
        'I1',
        document,
        `owns ${creditsMicro} and ${heldMicro} held, the ledger sums to ${this.balanceMicro}`,
      );
    }
    if (user.ledgerSeq !== this.sequence) {
      this.report(
        'I1',
        document,
        `counts ${user.ledgerSeq} ledger entries, the last one there is ${this.sequence}`,
      );
    }
    const lotsMicro = amountOf(user.grants);
    if (lotsMicro !== creditsMicro) {
      this.report('I2', document, `has ${creditsMicro} credits, its grants hold ${lotsMicro}`);
    }
    const expiries = user.grants.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
    const nextExpiryAt = expiries.length > 0 ? Math.min(...expiries) : null;
    if (user.nextExpiryAt !== nextExpiryAt) {
      this.report('I2', document, `next expires at ${user.nextExpiryAt}, its grants at ${nextExpiryAt}`);
    }
    const openMicro = this.openHolds.reduce((sum, hold) => sum + hold.heldMicro, 0);
    if (heldMicro !== openMicro) {
      this.report('I3', document, `has ${heldMicro} held, its open activities hold ${openMicro}`);
    }
    this.lots.grants(user.grants);
    this.checkDebts(document, user);
  }

  report(invariant: Violation['invariant'], document: string, message: string): void {
    this.violations.push({ invariant, document, message });
  }
}
