import type { Activity, LedgerEntry, Receipt, User } from '@tollgate/contract/documents';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/money';
import { isRefusal } from '@tollgate/contract/refusals';
import { describe, expect, it } from 'vitest';
import { give, openAccount } from '../credits/account.ts';
import { decideEnsure } from '../credits/decide.ts';
import { type CreditAct, decideCreditAct, granting, refunding, removing, undoing } from './decide-credits.ts';

const NOW = Date.UTC(2026, 10, 21);
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};
const ada: User = decideEnsure(null, identity, credits(10), NOW).user;

const act: CreditAct = {
  action: 'grant_credits',
  receipt: { scope: 'grantCreditsToUser', actorId: 'admin', requestId: 'r1' },
  payloadHash: 'payload',
  isForEver: false,
  auditId: 'audit',
  actorId: 'admin',
  actorEmail: 'admin@example.com',
  reason: 'sorry',
  activityId: null,
};

type Mover = Parameters<typeof decideCreditAct>[2];
const entryIdOf = ({ sequence }: LedgerEntry) => `ada.${sequence}`;
const decide = (
  move: Mover,
  state: { user: User | null; receipt: Receipt | null } = { user: ada, receipt: null },
) => decideCreditAct(state, act, move, entryIdOf, NOW);

function moved(move: Mover, user = ada) {
  const decision = decide(move, { user, receipt: null });
  if (decision.kind !== 'moved') throw new Error(`not moved: ${JSON.stringify(decision)}`);
  return decision;
}

describe('an act that moves credits', () => {
  const grant = granting({ amountMicro: credits(5), type: 'bonus', expiresAt: null }, NOW);

  it('makes a ledger entry, a receipt and an audit entry that tell the same', () => {
    const { user, entries, receipt, audit, answer } = moved(grant);
    expect(user.creditsMicro).toBe(credits(15));
    expect(entries).toMatchObject([
      { sequence: 2, type: 'bonus', actorId: 'admin', reason: 'sorry', requestId: 'r1' },
    ]);
    expect(answer).toMatchObject({ entryId: 'ada.2', creditsMicro: credits(15) });
    expect(audit).toMatchObject({
      before: { creditsMicro: credits(10) },
      after: { creditsMicro: credits(15), entryId: 'ada.2', type: 'bonus' },
    });
    expect(receipt.answer).toEqual(answer);
  });

  it('happens once: a repeat gets the first answer, anything else under its id is refused', () => {
    const { receipt, user, answer } = moved(grant);
    expect(decide(grant, { user, receipt })).toEqual({ kind: 'repeat', answer });
    const other = decideCreditAct({ user, receipt }, { ...act, payloadHash: 'other' }, grant, entryIdOf, NOW);
    expect(other).toMatchObject({ reason: 'request_reused' });
  });

  it('is for users who are there', () => {
    expect(decide(grant, { user: null, receipt: null })).toMatchObject({ reason: 'not_found' });
    expect(decide(grant, { user: { ...ada, status: 'deleted' }, receipt: null })).toMatchObject({
      reason: 'not_found',
    });
  });

  it('gives nobody more than anybody may own, nothing that has expired', () => {
    expect(
      decide(granting({ amountMicro: Number.MAX_SAFE_INTEGER - 1, type: 'bonus', expiresAt: null }, NOW)),
    ).toMatchObject({
      reason: 'invalid_argument',
    });
    expect(decide(granting({ amountMicro: 1, type: 'bonus', expiresAt: NOW }, NOW))).toMatchObject({
      details: { issues: [{ path: 'expiresAt' }] },
    });
  });
});

describe('removing', () => {
  it('takes from what burns first, down to nothing and no further', () => {
    const plan = { type: 'grant', source: 'plan', amountMicro: credits(2), expiresAt: NOW + 1_000 } as const;
    const cause = { actorId: 'x', reason: 'x', requestId: 'x', activityId: null };
    const { user } = give(openAccount(ada), plan, cause, NOW);
    const some = moved(removing(credits(3), 'adjustment', NOW), user);
    expect(some.user.grants).toMatchObject([{ source: 'welcome', amountMicro: credits(9) }]);
    expect(some.entries).toMatchObject([{ type: 'adjustment', amountMicro: -credits(3) }]);
    expect(moved(removing(credits(12), 'adjustment', NOW), user).user.creditsMicro).toBe(0);
    expect(decide(removing(credits(12), 'adjustment', NOW))).toMatchObject({
      reason: 'insufficient_credits',
      details: { requiredMicro: credits(12), availableMicro: credits(10) },
    });
  });

  it('leaves what is held alone', () => {
    const held: User = { ...ada, creditsMicro: credits(0), heldMicro: credits(10), grants: [] };
    expect(decide(removing(toMicro(1), 'adjustment', NOW), { user: held, receipt: null })).toMatchObject({
      reason: 'insufficient_credits',
    });
  });
});

describe('refunding an activity', () => {
  const activity = (chargedMicro: number, refundedMicro: number) =>
    ({ chargedMicro: toMicro(chargedMicro), refundedMicro: toMicro(refundedMicro) }) as Activity;

  it('gives back up to what was charged, in all', () => {
    expect(moved(refunding(activity(10, 4), toMicro(6), NOW)).entries).toMatchObject([
      { type: 'refund', amountMicro: 6 },
    ]);
    expect(decide(refunding(activity(10, 4), toMicro(7), NOW))).toMatchObject({ reason: 'invalid_argument' });
    expect(decide(refunding(activity(10, 10), toMicro(1), NOW))).toMatchObject({
      reason: 'invalid_argument',
    });
    expect(decide(refunding(activity(0, 0), toMicro(0), NOW))).toMatchObject({ reason: 'invalid_argument' });
  });
});

describe('undoing', () => {
  const grant = moved(granting({ amountMicro: credits(5), type: 'grant', expiresAt: null }, NOW));
  const entryOf = ({ entries }: { entries: LedgerEntry[] }) => {
    const [entry] = entries;
    if (!entry) throw new Error('there is an entry');
    return entry;
  };

  it('is an entry in the other direction, either way', () => {
    const back = moved(undoing(entryOf(grant), NOW), grant.user);
    expect(back.entries).toMatchObject([{ type: 'reversal', amountMicro: -credits(5) }]);
    expect(back.user.creditsMicro).toBe(credits(10));
    const removal = moved(removing(credits(4), 'adjustment', NOW));
    const again = moved(undoing(entryOf(removal), NOW), removal.user);
    expect(again.entries).toMatchObject([{ type: 'reversal', amountMicro: credits(4) }]);
    expect(again.user.creditsMicro).toBe(credits(10));
  });

  it('takes nothing that was spent, and leaves alone what nobody of the staff did', () => {
    const poor: User = { ...ada, creditsMicro: credits(0), grants: [] };
    const spent = decide(undoing(entryOf(grant), NOW), { user: poor, receipt: null });
    expect(isRefusal(spent) && spent.reason).toBe('insufficient_credits');
    for (const entry of [
      { ...entryOf(grant), actorId: 'system' },
      { ...entryOf(grant), type: 'deduction' as const },
      { ...entryOf(grant), type: 'reversal' as const },
    ]) {
      expect(decide(undoing(entry, NOW))).toMatchObject({ reason: 'invalid_argument' });
    }
  });

  it('undoes what an admin granted to themselves, and can not be done again however much later', () => {
    const own = { ...entryOf(grant), actorId: entryOf(grant).userId };
    const undone = decideCreditAct(
      { user: ada, receipt: null },
      { ...act, isForEver: true },
      undoing(own, NOW),
      () => 'e',
      NOW,
    );
    expect(undone).toMatchObject({ kind: 'moved', receipt: { expiresAt: null } });
  });

  it('tells in the log what the act changed, not what had expired before it', () => {
    const expired = give(
      openAccount(ada),
      { type: 'grant', source: 'bonus', amountMicro: credits(90), expiresAt: NOW - 1 },
      { actorId: 'x', reason: 'x', requestId: 'x', activityId: null },
      NOW - 2,
    ).user;
    const given = granting({ amountMicro: credits(5), type: 'grant', expiresAt: null }, NOW);
    expect(decide(given, { user: expired, receipt: null })).toMatchObject({
      audit: { before: { creditsMicro: credits(10) }, after: { creditsMicro: credits(15) } },
    });
  });
});
