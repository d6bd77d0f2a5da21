import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { MICRO_PER_CREDIT, type Micro, toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { amountsBySource, type Lot } from '@tollgate/contract/ledger/lots';
import type { GrantSource } from '@tollgate/contract/ledger/sources';
import type { Receipt } from '@tollgate/contract/storage/receipt';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import { give, openAccount, reserve, settle, writeOffExpired } from '../ledger/balance.ts';
import { type CreditAct, type CreditCommand, decideCreditAct } from './decide-credits.ts';
import { refundUndone } from './refunded-lots.ts';

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

type CommandOf<K extends CreditCommand['kind']> = Omit<Extract<CreditCommand, { kind: K }>, 'kind'>;
interface Mover {
  command: CreditCommand;
  activity?: Activity | null;
}
const granting = (given: CommandOf<'grant'>, _nowMs: number): Mover => ({
  command: { kind: 'grant', ...given },
});
const removing = (amountMicro: Micro, _nowMs: number): Mover => ({
  command: { kind: 'remove', amountMicro },
});
const refunding = (activity: Activity, amountMicro: Micro, graceMs: number, _nowMs: number): Mover => ({
  ...{ activity, command: { kind: 'refund', amountMicro, graceMs } },
});
const undoing = (
  entry: LedgerEntry,
  { mayHaveExpired }: { mayHaveExpired: boolean },
  _nowMs: number,
): Mover => ({
  command: { kind: 'undo', entry, mayHaveExpired },
});
const entryIdOf = ({ sequence }: LedgerEntry) => `ada.${sequence}`;
const decide = (
  { command, activity = null }: Mover,
  state: { user: User | null; receipt: Receipt | null } = { user: ada, receipt: null },
) => decideCreditAct({ ...state, activity }, act, command, entryIdOf, NOW);

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
    const other = decideCreditAct(
      { user, receipt },
      { ...act, payloadHash: 'other' },
      grant.command,
      entryIdOf,
      NOW,
    );
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
    const { user } = give(openAccount(ada), plan, cause, NOW);
    const some = moved(removing(credits(3), NOW), user);
    expect(some.user.grants).toMatchObject([{ source: 'welcome', amountMicro: credits(9) }]);
    expect(some.entries).toMatchObject([{ type: 'adjustment', amountMicro: -credits(3) }]);
    expect(moved(removing(credits(12), NOW), user).user.creditsMicro).toBe(0);
    expect(decide(removing(credits(12), NOW))).toMatchObject({
      reason: 'insufficient_credits',
      details: { requiredMicro: credits(12), availableMicro: credits(10) },
    });
  });

  it('leaves what is held alone', () => {
    const held: User = { ...ada, creditsMicro: credits(0), heldMicro: credits(10), grants: [] };
    expect(decide(removing(toMicro(1), NOW), { user: held, receipt: null })).toMatchObject({
      reason: 'insufficient_credits',
    });
  });
});

const cause = { actorId: 'x', reason: 'x', requestId: 'x', activityId: null };
const HOUR = 3_600_000;
const GRACE = 72 * HOUR;

/** A user who was given more, as staff or plans give it, and the last entry of it. */
function given(user: User, amount: number, expiresAt: number | null, source: GrantSource = 'bonus') {
  const gift = { type: 'grant', source, amountMicro: credits(amount), expiresAt } as const;
  const account = give(openAccount(user), gift, { ...cause, actorId: 'admin' }, NOW);
  return { user: account.user, entry: entryOf(account) };
}
function entryOf({ entries }: { entries: LedgerEntry[] }): LedgerEntry {
  const entry = entries.at(-1);
  if (!entry) throw new Error('there is an entry');
  return entry;
}
/** The same user, some time later, with nothing that has expired. */
const later = (user: User, nowMs: number): User => writeOffExpired(openAccount(user), nowMs).user;
/** The same user, with so many credits used. */
function used(user: User, amount: number): { user: User; activity: Activity } {
  const { account, taken } = reserve(openAccount(user), credits(amount));
  const settled = settle(account, taken, credits(amount), cause, NOW);
  const charged = { chargedMicro: credits(amount), refundedMicro: toMicro(0), taken: settled.taken };
  const activity = { ...charged, endedAt: null };
  return { user: settled.account.user, activity: activity as Activity };
}
const lotsOf = ({ grants }: User) =>
  grants.map(({ source, expiresAt, amountMicro }) => [source, expiresAt, amountMicro / MICRO_PER_CREDIT]);
const at = (nowMs: number, { command, activity = null }: Mover, user: User) =>
  decideCreditAct({ user, receipt: null, activity }, act, command, entryIdOf, nowMs);
const surely = { mayHaveExpired: false };

describe('refunding an activity', () => {
  const refund = (activity: Activity, amount: number, nowMs = NOW) =>
    refunding(activity, credits(amount), GRACE, nowMs);

  it('gives back up to what was charged, in all', () => {
    const { user, activity } = used(ada, 10);
    const partly = { ...activity, refundedMicro: credits(4) };
    expect(moved(refund(partly, 6), user).entries).toMatchObject([
      { type: 'refund', amountMicro: credits(6) },
    ]);
    expect(at(NOW, refund(partly, 7), user)).toMatchObject({ reason: 'invalid_argument' });
    const whole = { ...activity, refundedMicro: credits(10) };
    expect(at(NOW, refund(whole, 1), user)).toMatchObject({ reason: 'invalid_argument' });
    const free = { ...activity, chargedMicro: toMicro(0) };
    expect(at(NOW, refund(free, 0), user)).toMatchObject({ reason: 'invalid_argument' });
  });

  it('gives back to the lots that were charged, as they were, the last charged first', () => {
    const rich = given(given(ada, 4, NOW + HOUR, 'plan').user, 3, NOW + 2 * HOUR).user;
    const { user, activity } = used(rich, 10);
    expect(lotsOf(user)).toEqual([['welcome', null, 7]]);
    const partly = moved(refund(activity, 5), user).user;
    expect(lotsOf(partly)).toEqual([
      ['welcome', null, 10],
      ['bonus', NOW + 2 * HOUR, 2],
    ]);
    const whole = moved(refund({ ...activity, refundedMicro: credits(5) }, 5), partly);
    expect(lotsOf(whole.user).sort()).toEqual(lotsOf(rich).sort());
    expect(amountsBySource(entryOf(whole))).toEqual({ plan: credits(4), bonus: credits(1) });
  });

  it('gives back for a short time what would have expired, and not for good', () => {
    const { user, activity } = used(given(ada, 4, NOW + HOUR, 'plan').user, 4);
    const late = NOW + 5 * HOUR;
    const back = at(late, refund(activity, 4, late), user);
    expect(back).toMatchObject({ kind: 'moved' });
    expect(lotsOf((back as { user: User }).user)).toContainEqual(['plan', late + GRACE, 4]);
  });
});

it('a refund needs its activity, and leaves it with less to refund; undone, with all of it', () => {
  const { user, activity } = used(ada, 10);
  expect(decide({ command: { kind: 'refund', amountMicro: null, graceMs: 0 } })).toMatchObject({
    reason: 'not_found',
  });
  const refunded = moved(refunding(activity, credits(4), GRACE, NOW), user);
  expect(refunded.activity).toMatchObject({ refundedMicro: credits(4), updatedAt: NOW });
  const whole = moved(
    { activity: refunded.activity, command: { kind: 'refund', amountMicro: null, graceMs: 0 } },
    refunded.user,
  );
  expect(whole.activity).toMatchObject({ refundedMicro: credits(10) });
  const undone = moved({ ...undoing(entryOf(refunded), surely, NOW), activity: whole.activity }, whole.user);
  expect(undone.activity).toMatchObject({ refundedMicro: credits(6) });
});

describe('undoing', () => {
  const grant = moved(granting({ amountMicro: credits(5), type: 'grant', expiresAt: null }, NOW));

  it('is an entry in the other direction, either way', () => {
    const back = moved(undoing(entryOf(grant), surely, NOW), grant.user);
    expect(back.entries).toMatchObject([{ type: 'reversal', amountMicro: -credits(5) }]);
    expect(back.user.creditsMicro).toBe(credits(10));
    const removal = moved(removing(credits(4), NOW));
    const again = moved(undoing(entryOf(removal), surely, NOW), removal.user);
    expect(again.entries).toMatchObject([{ type: 'reversal', amountMicro: credits(4) }]);
    expect(again.user.creditsMicro).toBe(credits(10));
  });

  it('takes nothing of others for a grant that has expired', () => {
    const { user, entry } = given(ada, 10, NOW + HOUR);
    const late = NOW + 2 * HOUR;
    // Written off already, or only found to have expired now.
    for (const one of [later(user, late), user]) {
      const decision = at(late, undoing(entry, surely, late), one);
      expect(decision).toMatchObject({
        reason: 'insufficient_credits',
        details: { requiredMicro: credits(10), availableMicro: 0 },
      });
    }
  });

  it('takes the lot that was granted, not the one that burns first nor an equal one', () => {
    const { user, entry } = given(ada, 10, NOW + HOUR);
    expect(lotsOf(moved(undoing(entry, surely, NOW), user).user)).toEqual([['welcome', null, 10]]);
    const short = given(ada, 10, NOW + HOUR).user;
    const lasting = given(short, 6, null);
    expect(lotsOf(moved(undoing(lasting.entry, surely, NOW), lasting.user).user)).toEqual(lotsOf(short));
    const equal = given(given(ada, 5, null).user, 5, null);
    const undone = moved(undoing(equal.entry, surely, NOW), equal.user);
    expect(undone.user.grants.map(({ lotId }) => lotId)).toEqual(['1', '2']);
  });

  it('takes at most what is left of the grant', () => {
    const { user, entry } = given(ada, 10, NOW + HOUR);
    const back = moved(undoing(entry, surely, NOW), used(user, 7).user);
    expect(back.entries).toMatchObject([{ amountMicro: -credits(3) }]);
    expect(lotsOf(back.user)).toEqual([['welcome', null, 10]]);
    const held = reserve(openAccount(user), credits(10)).account.user;
    expect(at(NOW, undoing(entry, surely, NOW), held)).toMatchObject({ reason: 'insufficient_credits' });
  });

  it('of a removal gives back what was taken: source, priority and expiry', () => {
    const rich = given(ada, 4, NOW + HOUR, 'plan').user;
    const removal = moved(removing(credits(6), NOW), rich);
    const back = moved(undoing(entryOf(removal), surely, NOW), removal.user);
    expect(lotsOf(back.user).sort()).toEqual(lotsOf(rich).sort());
    // What was to expire in the meantime doesn't come back.
    const late = NOW + 2 * HOUR;
    const some = at(late, undoing(entryOf(removal), surely, late), removal.user);
    expect(lotsOf((some as { user: User }).user)).toEqual([['welcome', null, 10]]);
    const all = moved(removing(credits(4), NOW), rich);
    expect(at(late, undoing(entryOf(all), surely, late), all.user)).toMatchObject({
      reason: 'invalid_argument',
      message: expect.stringContaining('expired'),
    });
  });

  it('of a refund takes back what that gave', () => {
    const { user, activity } = used(given(ada, 4, NOW + HOUR, 'plan').user, 6);
    const refunded = moved(refunding(activity, credits(6), GRACE, NOW), user);
    const again = moved(undoing(entryOf(refunded), surely, NOW), refunded.user);
    expect(lotsOf(again.user)).toEqual(lotsOf(user));
  });

  it('of one refund of several leaves the next one what was taken again, not what the user has', () => {
    const { user, activity } = used(given(ada, 5, NOW + HOUR, 'plan').user, 10);
    const first = moved(refunding(activity, credits(5), GRACE, NOW), user);
    const once = { ...activity, refundedMicro: credits(5) };
    const second = moved(refunding(once, credits(5), GRACE, NOW), first.user);
    const twice = { ...activity, refundedMicro: credits(10) };
    const undone = moved(undoing(entryOf(first), surely, NOW), second.user);
    const after = refundUndone(twice, entryOf(undone).lots);
    expect(after.refundedMicro).toBe(credits(5));
    const last = moved(refunding(after, credits(5), GRACE, NOW), undone.user);
    expect(lotsOf(last.user).sort()).toEqual(lotsOf(second.user).sort());
  });

  it('of a refund whose credits came back late finds them by their lot, and can be repeated', () => {
    const { user, activity } = used(given(ada, 5, NOW + HOUR, 'plan').user, 10);
    const late = NOW + 2 * HOUR;
    const refunded = at(late, refunding(activity, credits(10), GRACE, late), user);
    if (refunded.kind !== 'moved') throw new Error('not moved');
    const spent = used(refunded.user, 3);
    const undone = at(late, undoing(entryOf(refunded), surely, late), spent.user);
    if (undone.kind !== 'moved') throw new Error('not moved');
    const whole = { ...activity, refundedMicro: credits(10) };
    const after = refundUndone(whole, entryOf(undone).lots);
    expect(after.refundedMicro).toBe(credits(3));
    expect(amountsBySource(entryOf(undone))).toEqual({ plan: credits(2), welcome: credits(5) });
    const last = at(late, refunding(after, credits(7), GRACE, late), undone.user);
    if (last.kind !== 'moved') throw new Error('not moved');
    expect(amountsBySource(entryOf(last))).toEqual({ plan: credits(2), welcome: credits(5) });
  });

  it('leaves alone what nobody of the staff did', () => {
    for (const entry of [
      { ...entryOf(grant), actorId: 'system' },
      { ...entryOf(grant), type: 'deduction' as const },
      { ...entryOf(grant), type: 'reversal' as const },
    ]) {
      expect(decide(undoing(entry, surely, NOW))).toMatchObject({ reason: 'invalid_argument' });
    }
  });

  describe('an entry of before lots were named', () => {
    const unnamed = (lots: Lot[]): Lot[] => lots.map((lot) => ({ ...lot, lotId: '' }));
    const old = ({ user, entry }: ReturnType<typeof given>) => ({
      user: { ...user, grants: unnamed(user.grants) },
      entry: { ...entry, lots: [] },
    });

    it('takes of the lot of its source and expiry', () => {
      const { user, entry } = old(given(ada, 5, NOW + HOUR));
      expect(lotsOf(moved(undoing(entry, surely, NOW), user).user)).toEqual([['welcome', null, 10]]);
      // Of what was given to it before, too, its own amount is taken.
      const merged = { ...entry, createdAt: NOW + 1, amountMicro: credits(2) };
      expect(moved(undoing(merged, surely, NOW), user).entries).toMatchObject([{ amountMicro: -credits(2) }]);
    });

    it('is refused where its own lot can’t be told from another, or has gone', () => {
      const { user, entry } = old(given(ada, 5, null));
      const other = { ...entry, createdAt: NOW + 1 };
      const refused = { reason: 'insufficient_credits', details: { availableMicro: 0 } };
      expect(at(NOW, undoing(other, { mayHaveExpired: true }, NOW), user)).toMatchObject(refused);
      const two = given(user, 5, NOW + HOUR).user;
      const both = { ...two, grants: unnamed(two.grants) };
      expect(at(NOW, undoing(other, surely, NOW), both)).toMatchObject(refused);
      expect(at(NOW, undoing(other, surely, NOW), ada)).toMatchObject(refused);
      // What has expired by now is written off by the same act.
      const late = NOW + 2 * HOUR;
      expect(at(late, undoing(other, surely, late), both)).toMatchObject(refused);
    });

    it('never takes a lot that came later', () => {
      const { entry } = old(given(ada, 5, null));
      const { user } = given(ada, 5, null);
      expect(at(NOW, undoing(entry, surely, NOW), user)).toMatchObject({ reason: 'insufficient_credits' });
    });

    it('gives nothing back that it doesn’t name', () => {
      const removal = moved(removing(credits(4), NOW));
      const entry = { ...entryOf(removal), lots: [], source: null };
      expect(at(NOW, undoing(entry, surely, NOW), removal.user)).toMatchObject({
        reason: 'invalid_argument',
      });
    });
  });

  it('undoes what an admin granted to themselves, and can not be done again however much later', () => {
    const own = { ...entryOf(grant), actorId: entryOf(grant).userId };
    const undone = decideCreditAct(
      { user: grant.user, receipt: null },
      { ...act, isForEver: true },
      undoing(own, surely, NOW).command,
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
