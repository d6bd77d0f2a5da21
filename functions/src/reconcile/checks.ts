import { isOpen } from '@tollgate/contract/ai-types';
import type { Activity, LedgerEntry, User, Violation } from '@tollgate/contract/documents';

type Entry = Pick<
  LedgerEntry,
  'userId' | 'sequence' | 'type' | 'amountMicro' | 'balanceBeforeMicro' | 'balanceAfterMicro' | 'activityId'
>;
type Account = Pick<User, 'userId' | 'creditsMicro' | 'heldMicro' | 'grants' | 'nextExpiryAt' | 'ledgerSeq'>;
type Generation = Pick<
  Activity,
  'userId' | 'requestId' | 'status' | 'heldMicro' | 'chargedMicro' | 'taken' | 'endedAt' | 'endAnswer'
>;

/**
 * Checks one user: first the ledger in its order, then the activities, then the user's document. Keeps sums and, for
 * I4, what each activity was charged: memory grows with one user's history, never with the database.
 */
export class UserCheck {
  readonly violations: Violation[] = [];
  private readonly userId: string;
  private sequence = 0;
  private balanceMicro = 0;
  private openHoldsMicro = 0;
  private readonly deductions = new Map<string, number>();

  constructor(userId: string) {
    this.userId = userId;
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
    if (entry.type === 'deduction' && entry.activityId !== null)
      this.deduction(document, entry.activityId, entry);
    this.sequence = entry.sequence;
    this.balanceMicro = entry.balanceAfterMicro;
  }

  private checkSign(document: string, { type, amountMicro }: Entry): void {
    const gives = ['grant', 'bonus', 'purchase', 'refund'].includes(type);
    const takes = ['deduction', 'expiry'].includes(type);
    if (amountMicro === 0 || (gives && amountMicro < 0) || (takes && amountMicro > 0)) {
      this.report('I2', document, `is a ${type} of ${amountMicro}`);
    }
  }

  private deduction(document: string, activityId: string, { amountMicro }: Entry): void {
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
    const hasEnd = activity.endedAt !== null && activity.endAnswer !== null;
    if (isOpen(activity.status)) {
      this.openHoldsMicro += heldMicro;
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
    const lotsMicro = user.grants.reduce((sum, lot) => sum + lot.amountMicro, 0);
    if (lotsMicro !== creditsMicro) {
      this.report('I2', document, `has ${creditsMicro} credits, its grants hold ${lotsMicro}`);
    }
    const expiries = user.grants.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
    const nextExpiryAt = expiries.length > 0 ? Math.min(...expiries) : null;
    if (user.nextExpiryAt !== nextExpiryAt) {
      this.report('I2', document, `next expires at ${user.nextExpiryAt}, its grants at ${nextExpiryAt}`);
    }
    if (heldMicro !== this.openHoldsMicro) {
      this.report('I3', document, `has ${heldMicro} held, its open activities hold ${this.openHoldsMicro}`);
    }
  }

  report(invariant: Violation['invariant'], document: string, message: string): void {
    this.violations.push({ invariant, document, message });
  }
}
