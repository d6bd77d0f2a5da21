import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { entryRuleOf } from '@tollgate/contract/ledger/entry-types';
import type { Lot } from '@tollgate/contract/ledger/lots';
import { amountOf } from '../ledger/lots.ts';

type Entry = Pick<LedgerEntry, 'type' | 'amountMicro' | 'lots' | 'requestId'>;

/**
 * Each lot of one user by itself: what the ledger gave to it and took of it is what it holds and what of it
 * is held. First the ledger in its order, then the open holds, then what the user has. Lots of before they
 * were named are left out.
 */
export class LotCheck {
  private readonly userId: string;
  private readonly report: (document: string, message: string) => void;
  /** By the ledger, what is left of each lot. */
  private readonly leftMicro = new Map<string, number>();
  private readonly heldMicro = new Map<string, number>();
  /** What entries that can be undone moved. */
  private readonly undoable = new Map<string, Entry>();

  constructor(userId: string, report: (document: string, message: string) => void) {
    this.userId = userId;
    this.report = report;
  }

  entry(id: string, entry: Entry): void {
    const document = `credit_logs/${id}`;
    const { type, amountMicro, lots, requestId } = entry;
    if (lots.length === 0) return;
    if (amountOf(lots) !== Math.abs(amountMicro))
      this.report(document, `moves ${amountMicro}, and ${amountOf(lots)} by its lots`);
    for (const lot of lots) {
      if (lot.lotId === '') continue;
      const left = (this.leftMicro.get(keyOf(lot)) ?? 0) + Math.sign(amountMicro) * lot.amountMicro;
      if (left < 0) this.report(document, `takes ${-left} more of lot ${keyOf(lot)} than that had`);
      this.leftMicro.set(keyOf(lot), left);
    }
    const undone = type === 'reversal' ? this.undoable.get(requestId) : undefined;
    if (undone) this.checkUndo(document, entry, undone);
    if (entryRuleOf(type).isUndoable) this.undoable.set(id, entry);
  }

  /** Undoing an entry moves no other credits than the entry did. */
  private checkUndo(document: string, { lots, requestId }: Entry, undone: Entry): void {
    for (const lot of lots) {
      const moved = undone.lots.find((other) => keyOf(other) === keyOf(lot))?.amountMicro ?? 0;
      if (lot.amountMicro > moved)
        this.report(
          document,
          `undoes ${requestId} by ${lot.amountMicro} of lot ${keyOf(lot)}, which that moved ${moved} of`,
        );
    }
  }

  held(taken: readonly Lot[]): void {
    for (const lot of taken)
      this.heldMicro.set(keyOf(lot), (this.heldMicro.get(keyOf(lot)) ?? 0) + lot.amountMicro);
  }

  grants(grants: readonly Lot[]): void {
    const document = `users/${this.userId}`;
    const has = new Map(grants.map((lot) => [keyOf(lot), lot.amountMicro]));
    if (has.size !== grants.length) this.report(document, 'has a lot twice');
    for (const key of new Set([...this.leftMicro.keys(), ...this.heldMicro.keys(), ...has.keys()])) {
      if (key.startsWith(' ')) continue;
      const [left, held, free] = [this.leftMicro, this.heldMicro, has].map(
        (amounts) => amounts.get(key) ?? 0,
      );
      if (left !== (held ?? 0) + (free ?? 0))
        this.report(document, `has ${free} of lot ${key} and ${held} held, the ledger left ${left}`);
    }
  }
}

/** Begins with a blank where a lot has no id. */
const keyOf = ({ lotId, source, priority, expiresAt }: Lot): string =>
  `${lotId} ${source} ${priority} ${expiresAt ?? 'for good'}`;
