import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { Order } from '@tollgate/contract/billing/order';
import { MAX_BALANCE_MICRO, MICRO_PER_CREDIT, toMicro, ZERO_MICRO } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { LedgerType } from '@tollgate/contract/ledger/entry-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideDelete } from '../account/deletion/decide.ts';
import { decideEnsure } from '../credits/decide.ts';
import { give, openAccount, reserve, settle, writeOffExpired } from '../ledger/balance.ts';
import { closeOut } from '../ledger/close-out.ts';
import { ordersAwaiting, payDebts } from '../orders/debts.ts';
import { OrderCheck } from '../reconcile/check-orders.ts';
import { UserCheck } from '../reconcile/checks.ts';
import { decidePayment, type PaymentFact } from './decide-payment.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};

const ordered: Order = {
  ...{ userId: 'ada', requestId: 'r', payloadHash: 'h', packId: 'starter', label: 'Starter' },
  ...{ creditsMicro: credits(25), bonusMicro: ZERO_MICRO, priceCents: 499, priceVersion: 1, mode: 'test' },
  ...{ status: 'open', checkout: null, paymentId: null, problem: null, disputes: {}, entryId: null },
  ...{ awaitedMicro: ZERO_MICRO, reversedLots: [] },
  ...{ receiptUrl: null, refundedCents: 0, reversedMicro: ZERO_MICRO, unrecoveredMicro: ZERO_MICRO },
  ...{ createdAt: NOW, paidAt: null, updatedAt: NOW },
};

const paid: PaymentFact = { kind: 'paid', paymentId: 'pi_1', amountCents: 499, currency: 'usd' };
const refunded = (refundedCents: number): PaymentFact => ({
  ...{ kind: 'refunded', paymentId: 'pi_1', refundedCents, receiptUrl: null },
});
const disputed = (state: 'inquiry' | 'open' | 'lost' | 'won', disputeId = 'dp_1'): PaymentFact => ({
  ...{ kind: 'disputed', paymentId: 'pi_1', disputeId, state },
});
const ended = (as: 'expired' | 'failed'): PaymentFact => ({ kind: 'ended', as });

const entryIdOf = ({ userId, sequence }: LedgerEntry) => `${userId}.${String(sequence).padStart(10, '0')}`;

const GRACE_MS = 72 * 3_600_000;
const orderIdOf = ({ userId, requestId }: Order) => `${userId}.${requestId}`;

/** An open one, as far as money needs to know it. */
const generation = {
  ...{ userId: 'ada', status: 'processing', chargedMicro: 0, refundedMicro: 0 },
  ...{ endedAt: null, endAnswer: null },
} as unknown as Activity;

/** A user, two orders, generations and the ledger, as the stores would keep them. */
class World {
  user: User = decideEnsure(null, identity, credits(10), NOW).user;
  entries: LedgerEntry[] = decideEnsure(null, identity, credits(10), NOW).entries;
  nowMs = NOW;
  orders: Record<'r' | 's', Order> = { r: ordered, s: { ...ordered, requestId: 's' } };
  holds: Activity[] = [];
  /** All that was ever found to be lost. */
  lost: string[] = [];

  get order(): Order {
    return this.orders.r;
  }

  hear(fact: PaymentFact, which: 'r' | 's' = 'r') {
    const state = { order: this.orders[which], user: this.user };
    const decision = decidePayment(state, fact, entryIdOf, { refundGraceMs: GRACE_MS }, this.nowMs);
    if (decision.kind !== 'changed') return decision;
    this.orders[which] = decision.order;
    this.user = decision.user ?? this.user;
    this.entries.push(...decision.entries);
    if (decision.lostMicro > 0) this.lost.push(which);
    return decision;
  }

  /** Holds what is there of so many credits. */
  hold(amount: number): void {
    const account = writeOffExpired(openAccount(this.user), this.nowMs);
    const amountMicro = toMicro(Math.min(credits(amount), account.user.creditsMicro));
    if (amountMicro === 0) return;
    const reserved = reserve(account, amountMicro);
    this.entries.push(...account.entries);
    this.user = reserved.account.user;
    const { lastDebtId } = this.user;
    this.holds.push({ ...generation, heldMicro: amountMicro, taken: reserved.taken, lastDebtId });
  }

  /** Ends what is held, the oldest first where nothing else is said, and charges a share of it. */
  end(share: number, which = 0): void {
    const [activity] = this.holds.splice(which % Math.max(1, this.holds.length), 1);
    if (!activity) return;
    const cause = { actorId: 'system', reason: 'x', requestId: 'g', activityId: null };
    const charge = toMicro(Math.floor(activity.heldMicro * share));
    const account = writeOffExpired(openAccount(this.user), this.nowMs);
    const { returned, ...settled } = settle(account, activity.taken, charge, cause, this.nowMs);
    const back = writeOffExpired(settled.account, this.nowMs);
    const awaiting = ordersAwaiting(this.user, activity);
    const orders = Object.values(this.orders).filter((order) => awaiting.includes(orderIdOf(order)));
    const paid = payDebts(back, { activity, returned, orders }, this.nowMs);
    for (const order of paid.orders) this.orders[order.requestId === 'r' ? 'r' : 's'] = order;
    for (const order of paid.lost) this.lost.push(order.requestId);
    const last = this.user.status === 'deleted' ? closeOut(paid.account, this.nowMs) : paid.account;
    this.user = last.user;
    this.entries.push(...last.entries);
  }

  spend(amount: number): void {
    this.hold(amount);
    this.end(1, this.holds.length - 1);
  }

  give(amount: number, expiresAt: number | null = null): void {
    const cause = { actorId: 'admin', reason: 'x', requestId: 'x', activityId: null };
    const bonus = { type: 'bonus', source: 'bonus', amountMicro: credits(amount), expiresAt } as const;
    const { user, entries } = give(openAccount(this.user), bonus, cause, this.nowMs);
    this.user = user;
    this.entries.push(...entries);
  }

  /** What I1 to I3, I7 and I8 say against it, and every amount that may never be negative. */
  wrong(): string[] {
    const check = new UserCheck('ada');
    const bought = new OrderCheck();
    for (const entry of this.entries) {
      check.entry(entryIdOf(entry), entry);
      bought.entry(entryIdOf(entry), entry);
    }
    for (const [index, hold] of this.holds.entries())
      check.activity(`ada.${index}`, { ...hold, requestId: `${index}` });
    for (const order of Object.values(this.orders)) bought.order(orderIdOf(order), order);
    check.user(this.user);
    bought.user(this.user);
    const amounts = Object.values(this.orders).flatMap((order) => [
      ...[order.reversedMicro, order.unrecoveredMicro, order.awaitedMicro],
    ]);
    const negative = [...amounts, ...this.user.grants.map((lot) => lot.amountMicro)].filter((one) => one < 0);
    const found = [...check.violations, ...bought.violations()];
    return [...found.map(({ message }) => message), ...negative.map(String)];
  }

  sumOf(type: LedgerType): number {
    return this.entries.reduce((sum, entry) => (entry.type === type ? sum + entry.amountMicro : sum), 0);
  }
}

const after = (...facts: PaymentFact[]): World => {
  const world = new World();
  for (const fact of facts) world.hear(fact);
  return world;
};

describe('what the processor says of a payment', () => {
  it('delivers what was paid for, once, into a lot that never expires', () => {
    const world = after(paid, paid);
    expect(world.order).toMatchObject({
      ...{ status: 'paid', paymentId: 'pi_1', entryId: 'ada.0000000002', problem: null },
    });
    expect(world.user.creditsMicro).toBe(credits(35));
    expect(world.user.grants).toContainEqual(
      expect.objectContaining({ source: 'purchase', expiresAt: null, amountMicro: credits(25) }),
    );
    expect(world.entries.at(-1)).toMatchObject({
      type: 'purchase',
      requestId: 'r',
      reason: 'Bought: Starter',
    });
  });

  it.each([
    ['another amount', { ...paid, amountCents: 498 }],
    ['another currency', { ...paid, currency: 'eur' }],
  ])('delivers nothing for %s', (_, fact) => {
    const world = after(fact, paid);
    expect(world.order).toMatchObject({ status: 'failed', problem: 'amount_differs', entryId: null });
    expect(world.entries).toHaveLength(1);
    // Paid back, as the log asks for.
    world.hear(refunded(499));
    expect(world.order).toMatchObject({ status: 'refunded', reversedMicro: 0, unrecoveredMicro: 0 });
  });

  it('delivers nothing to a closed account, nor to nobody, nor beyond what one may own', () => {
    const closed = new World();
    closed.user = { ...closed.user, status: 'deleted' };
    closed.hear(paid);
    expect(closed.order).toMatchObject({ status: 'failed', problem: 'account_closed' });
    const nobody = decidePayment(
      { order: ordered, user: null },
      paid,
      entryIdOf,
      { refundGraceMs: GRACE_MS },
      NOW,
    );
    expect(nobody).toMatchObject({ user: null, entries: [], order: { problem: 'account_closed' } });
    const full = new World();
    full.user = { ...full.user, creditsMicro: toMicro(MAX_BALANCE_MICRO - 1) };
    full.hear(paid);
    expect([full.order.problem, full.entries.length]).toEqual(['balance_full', 1]);
  });

  it('keeps no page of the processor for an account that was closed, whatever is told of it later', () => {
    const closed = after(paid);
    closed.user = { ...closed.user, status: 'deleted' };
    closed.hear({
      kind: 'refunded',
      paymentId: 'pi_1',
      refundedCents: 499,
      receiptUrl: 'https://pay.test/r',
    });
    expect(closed.order).toMatchObject({ status: 'refunded', receiptUrl: null });
  });

  it('delivers to somebody who is suspended: they paid', () => {
    const world = new World();
    world.user = { ...world.user, status: 'suspended' };
    world.hear(paid);
    expect([world.order.status, world.user.creditsMicro]).toEqual(['paid', credits(35)]);
  });

  it('never undoes a payment by what is said late of its page', () => {
    for (const as of ['expired', 'failed'] as const) {
      expect(after(paid, ended(as)).order).toMatchObject({ status: 'paid', problem: null });
      expect(after(ended(as)).order.status).toBe(as);
      expect(after(ended(as), paid).order).toMatchObject({ status: 'paid', problem: null });
    }
    expect(after(ended('failed'), ended('expired')).order.status).toBe('failed');
  });

  it('takes back the same part of the credits as of the price, rounded down, and all for all', () => {
    const world = after(paid, refunded(100));
    // 25 credits × 100 / 499 = 5.010020040…
    expect(world.order).toMatchObject({ status: 'partly_refunded', reversedMicro: 5_010_020 });
    expect(world.user.creditsMicro).toBe(credits(35) - 5_010_020);
    world.hear(refunded(100));
    world.hear(refunded(50));
    expect(world.order.reversedMicro).toBe(5_010_020);
    world.hear(refunded(499));
    expect(world.order).toMatchObject({ status: 'refunded', reversedMicro: credits(25) });
    expect(world.user.creditsMicro).toBe(credits(10));
    expect(world.sumOf('reversal')).toBe(-credits(25));
  });

  it('takes back of what was bought before what was given', () => {
    const world = after(paid, refunded(499));
    expect(world.user.grants.map(({ source }) => source)).toEqual(['welcome']);
  });

  it('never goes below zero: what was spent is counted, and said', () => {
    const world = after(paid);
    world.spend(30);
    expect(world.hear(disputed('open'))).toMatchObject({ lostMicro: credits(20) });
    expect(world.order).toMatchObject({
      ...{ status: 'disputed', reversedMicro: credits(5), unrecoveredMicro: credits(20) },
    });
    expect(world.user.creditsMicro).toBe(0);
    expect(world.hear(disputed('lost'))).toMatchObject({ lostMicro: 0, entries: [] });
  });

  it('leaves what is held with the generation that holds it, and takes it of what that gives back', () => {
    for (const [share, reversed] of [
      [0, 25],
      [0.5, 20],
      [1, 5],
    ] as const) {
      const world = after(paid);
      world.hold(30);
      world.hear(refunded(499));
      expect(world.user).toMatchObject({ creditsMicro: 0, heldMicro: credits(30) });
      expect(world.order).toMatchObject({
        ...{ reversedMicro: credits(5), awaitedMicro: credits(20), unrecoveredMicro: 0 },
      });
      expect([world.lost, world.wrong()]).toEqual([[], []]);
      world.end(share);
      // What comes back beyond what was bought is the user's own.
      expect(world.user).toMatchObject({
        creditsMicro: share === 0 ? credits(10) : 0,
        heldMicro: 0,
        debts: [],
      });
      expect(world.order).toMatchObject({
        ...{ reversedMicro: credits(reversed), awaitedMicro: 0, unrecoveredMicro: credits(25 - reversed) },
      });
      expect(world.lost).toEqual(reversed === 25 ? [] : ['r']);
      expect(world.wrong()).toEqual([]);
    }
  });

  it('waits for every hold that was open then, and for no other', () => {
    const world = after(paid);
    world.hold(20);
    world.hold(15);
    world.hear(disputed('open'));
    world.give(8);
    world.hold(8);
    expect(world.order.awaitedMicro).toBe(credits(25));
    // Held after the payment went back: what it gives back is not owed.
    world.end(0, 2);
    expect(world.user.creditsMicro).toBe(credits(8));
    world.end(0, 1);
    expect([world.order.reversedMicro, world.order.awaitedMicro]).toEqual([credits(15), credits(10)]);
    expect(world.lost).toEqual([]);
    world.end(1);
    expect(world.order).toMatchObject({ awaitedMicro: 0, unrecoveredMicro: credits(10) });
    expect([world.user.creditsMicro, world.lost, world.wrong()]).toEqual([credits(8), ['r'], []]);
  });

  it('counts as lost at once what no hold can bring back', () => {
    const world = after(paid);
    world.spend(31);
    world.hold(4);
    world.hear(refunded(499));
    expect(world.order).toMatchObject({ awaitedMicro: credits(4), unrecoveredMicro: credits(21) });
    expect(world.lost).toEqual(['r']);
  });

  it('lets no later purchase or gift pay for it', () => {
    const world = after(paid);
    world.hold(35);
    world.hear(refunded(499));
    world.hear(paid, 's');
    world.give(3);
    world.end(0.8);
    // 7 came back, all of it owed; what was bought and given since is whole.
    expect(world.order).toMatchObject({ reversedMicro: credits(7), unrecoveredMicro: credits(18) });
    expect(world.user.grants.map(({ amountMicro }) => amountMicro).sort()).toEqual([credits(25), credits(3)]);
    expect(world.wrong()).toEqual([]);
  });

  it('pays the order that waits longest first, and each in steps', () => {
    const world = after(paid);
    world.hear(paid, 's');
    world.hold(60);
    world.hear(refunded(100));
    world.hear(refunded(499), 's');
    world.hear(refunded(499));
    expect([world.orders.r.awaitedMicro, world.orders.s.awaitedMicro]).toEqual([credits(25), credits(25)]);
    world.end(0.5);
    // Of 30 that came back: the first step of r, then s, then the rest of r.
    expect(world.orders.s).toMatchObject({
      reversedMicro: toMicro(credits(30) - 5_010_020),
      awaitedMicro: 0,
    });
    expect(world.orders.r).toMatchObject({ reversedMicro: 5_010_020, awaitedMicro: 0 });
    expect([world.user.creditsMicro, world.wrong()]).toEqual([0, []]);
  });

  it('lets every hold end, also one that a version without debts has opened', () => {
    const world = after(paid);
    world.hold(35);
    world.hear(refunded(499));
    world.give(50);
    world.hold(50);
    world.holds = world.holds.map((hold) => ({ ...hold, lastDebtId: 0 }));
    world.end(1, 1);
    world.end(0);
    expect(world.wrong()).toEqual([]);
  });

  it('lets a hold end whose order is not there any more', () => {
    const world = after(paid);
    world.hold(35);
    world.hear(refunded(499));
    const [activity] = world.holds;
    if (!activity) throw new Error('something is held');
    const returned = activity.taken;
    const paidBack = payDebts(openAccount(world.user), { activity, returned, orders: [] }, NOW);
    expect(paidBack).toMatchObject({ account: { user: { debts: [] } }, orders: [], lost: [] });
  });

  it('is paid of a closed account too, whose rest is nobody’s', () => {
    const world = after(paid);
    world.hold(35);
    world.hear(disputed('open'));
    world.user = { ...world.user, status: 'deleted' };
    world.end(0);
    expect(world.order).toMatchObject({ reversedMicro: credits(25), unrecoveredMicro: 0 });
    expect([world.user.creditsMicro, world.wrong()]).toEqual([0, []]);
    // Nobody is there to whom a dispute that was won could give it back.
    world.hear(disputed('won'));
    expect([world.user.creditsMicro, world.wrong()]).toEqual([0, []]);
    const closed = after(paid);
    closed.hold(35);
    closed.user = { ...closed.user, status: 'deleted' };
    closed.hear(refunded(499));
    closed.end(0);
    expect(closed.order).toMatchObject({ reversedMicro: credits(25), unrecoveredMicro: 0 });
  });

  it('writes off what expired while it was held, which pays for nothing', () => {
    const world = after(paid);
    world.give(5, NOW + 1_000);
    world.hold(40);
    world.hear(refunded(499));
    world.nowMs = NOW + 2_000;
    world.end(0);
    expect(world.sumOf('expiry')).toBe(-credits(5));
    expect(world.order.reversedMicro).toBe(credits(25));
    expect([world.user.creditsMicro, world.wrong()]).toEqual([credits(10), []]);
  });

  it('takes its own lot first, then others that were bought, then the rest in the order of use', () => {
    const world = after(paid);
    world.hear(paid, 's');
    world.give(20, NOW + 1_000);
    world.hear(refunded(499), 's');
    expect(world.user.grants.map(({ lotId }) => lotId)).toEqual(['1', '2', '4']);
    world.hold(50);
    world.end(0.8);
    // 40 used: 20 that expire, 10 of the welcome, 10 of the other purchase.
    world.give(4, NOW + 1_000);
    world.give(6);
    world.hear(refunded(499));
    expect(world.entries.at(-1)?.lots.map(({ lotId, amountMicro }) => [lotId, amountMicro])).toEqual([
      ['2', credits(15)],
      ['7', credits(4)],
      ['8', credits(6)],
    ]);
    expect(world.wrong()).toEqual([]);
  });

  it('gives back to the lots that a lost dispute took, once it is won; what has expired since for a short time', () => {
    const world = after(paid);
    world.spend(12);
    world.give(4, NOW + 1_000);
    const before = world.user.grants;
    world.hear(disputed('open'));
    world.nowMs = NOW + 500;
    world.hear(disputed('won'));
    const sorted = (lots: User['grants']) => [...lots].sort((a, b) => Number(a.lotId) - Number(b.lotId));
    expect(sorted(world.user.grants)).toEqual(sorted(before));
    world.hear(disputed('open', 'dp_2'));
    world.nowMs = NOW + 2_000;
    world.hear(disputed('won', 'dp_2'));
    expect(world.user.grants).toContainEqual(
      expect.objectContaining({
        source: 'bonus',
        expiresAt: NOW + 2_000 + GRACE_MS,
        amountMicro: credits(2),
      }),
    );
    expect([world.order.reversedLots, world.wrong()]).toEqual([[], []]);
  });

  it('forgives what is waited for when a dispute is won while the generation runs', () => {
    const world = after(paid);
    world.hold(30);
    for (const fact of [disputed('open'), disputed('won')]) world.hear(fact);
    expect(world.order).toMatchObject({ awaitedMicro: 0, reversedMicro: 0, status: 'paid' });
    world.end(0);
    expect([world.user.creditsMicro, world.user.debts, world.wrong()]).toEqual([credits(35), [], []]);
  });

  it('gives back what was taken of an order of before lots were named into its own lot', () => {
    const world = after(paid, refunded(100), disputed('open'));
    world.orders.r = { ...world.order, reversedLots: [] };
    world.hear(disputed('won'));
    expect(world.order.reversedMicro).toBe(5_010_020);
    expect(world.user.grants).toContainEqual(
      expect.objectContaining({ lotId: '2', source: 'purchase', expiresAt: null }),
    );
    expect(world.wrong()).toEqual([]);
  });

  it('gives back what a dispute took once that is won, and forgives first what it could not take', () => {
    const world = after(paid);
    world.spend(30);
    world.hear(disputed('open'));
    world.hear(disputed('won'));
    world.hear(disputed('open'));
    expect(world.order).toMatchObject({ status: 'paid', reversedMicro: 0, unrecoveredMicro: 0 });
    expect(world.user.creditsMicro).toBe(credits(5));
    // A part was paid back meanwhile: of what was bought, that part is owed, and what was spent is not.
    const partly = after(paid);
    partly.spend(30);
    for (const fact of [disputed('open'), refunded(100), disputed('won')]) partly.hear(fact);
    expect(partly.order).toMatchObject({
      ...{ status: 'partly_refunded', reversedMicro: 5_000_000, unrecoveredMicro: 10_020 },
    });
  });

  it('takes an inquiry for a question: no money has moved', () => {
    const world = after(paid, disputed('inquiry'));
    expect([world.order.status, world.user.creditsMicro]).toEqual(['paid', credits(35)]);
    world.hear(disputed('open'));
    expect(world.order.status).toBe('disputed');
  });

  it('lets a second payment of the same order move nothing', () => {
    const world = after(paid);
    for (const fact of [paid, refunded(499), disputed('open')])
      expect(world.hear({ ...fact, paymentId: 'pi_2' } as PaymentFact).kind).toBe('another_payment');
    expect([world.order.status, world.user.creditsMicro]).toEqual(['paid', credits(35)]);
  });
});

const anyFact: fc.Arbitrary<PaymentFact> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(paid) },
  fc.constantFrom(ended('expired'), ended('failed')),
  fc.integer({ min: 1, max: 600 }).map(refunded),
  fc
    .tuple(fc.constantFrom('inquiry', 'open', 'lost', 'won'), fc.constantFrom('dp_1', 'dp_2'))
    .map((args) => disputed(...args)),
);

const anyStep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.tuple(anyFact, fc.constantFrom('r', 'r', 's')).map(
      ([fact, which]) =>
        (world: World) =>
          void world.hear(fact, which),
    ),
  },
  fc.integer({ min: 1, max: 40 }).map((amount) => (world: World) => world.spend(amount)),
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 40 }).map((amount) => (world: World) => world.hold(amount)),
  },
  fc.tuple(fc.constantFrom(0, 0, 0.3, 1), fc.nat({ max: 5 })).map(
    ([share, which]) =>
      (world: World) =>
        world.end(share, which),
  ),
  fc
    .option(fc.integer({ min: 1, max: 5_000 }))
    .map((ms) => (world: World) => world.give(3, ms && world.nowMs + ms)),
  fc.integer({ min: 0, max: 2_000 }).map((ms) => (world: World) => {
    world.nowMs += ms;
  }),
  fc.constant((world: World) => {
    const { user, entries } = decideDelete(world.user, world.nowMs) ?? { user: world.user, entries: [] };
    world.user = user;
    world.entries.push(...entries);
  }),
);

/** The same facts, and again in another order. */
const inAnyOrder = (facts: PaymentFact[]) =>
  fc.tuple(
    fc.constant(facts),
    fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
  );

/** What is to have been taken back by now, told apart from the code that decides it. */
function owedBy({ disputes, refundedCents }: Order): number {
  if (Object.values(disputes).some((state) => state === 'open' || state === 'lost')) return credits(25);
  return Math.floor((Math.min(refundedCents, 499) * credits(25)) / 499);
}

describe('whatever is said, in whatever order and however often', () => {
  it('is delivered once at most, adds up, and owes nobody anything that is not there', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 30, size: 'max' }), (steps) => {
        const world = new World();
        for (const step of steps) {
          step(world);
          expect(world.wrong()).toEqual([]);
        }
        const delivered = Object.values(world.orders).filter(({ entryId }) => entryId !== null);
        expect(world.entries.filter(({ type }) => type === 'purchase')).toHaveLength(delivered.length);
        const isClosed = world.user.status === 'deleted';
        for (const order of delivered) {
          const goneMicro = order.reversedMicro + order.unrecoveredMicro + order.awaitedMicro;
          if (isClosed) expect(goneMicro).toBeGreaterThanOrEqual(owedBy(order));
          else expect(goneMicro).toBe(owedBy(order));
        }
        // Nothing waits for ever.
        while (world.holds.length > 0) world.end(0);
        expect([world.user.debts, world.wrong()]).toEqual([[], []]);
        expect(Object.values(world.orders).every(({ awaitedMicro }) => awaitedMicro === 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes out the same in every order of the same facts', () => {
    const facts = fc.array(anyFact, { maxLength: 8 });
    fc.assert(
      fc.property(facts.map((said) => [paid, ...said]).chain(inAnyOrder), ([inOrder, shuffled]) => {
        const [one, other] = [after(...inOrder), after(...shuffled, ...inOrder)];
        const outcome = ({ order, user }: World) => [order, user.creditsMicro];
        expect(outcome(other)).toEqual([
          { ...one.order, entryId: other.order.entryId },
          one.user.creditsMicro,
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('comes out the same in every order while generations hold what was bought, however these end', () => {
    const facts = fc.array(anyFact, { maxLength: 8 }).chain(inAnyOrder);
    const holds = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 0.4, 1)), {
      minLength: 1,
      maxLength: 4,
    });
    const wasPaid = fc.boolean();
    fc.assert(
      fc.property(facts, holds, wasPaid, ([inOrder, shuffled], held, isOtherBought) => {
        const lived = (said: PaymentFact[]) => {
          const world = after(paid);
          if (isOtherBought) world.hear(paid, 's');
          for (const [amount] of held) world.hold(amount);
          for (const fact of said) world.hear(fact);
          expect(world.wrong()).toEqual([]);
          for (const [, share] of held) world.end(share);
          expect(world.wrong()).toEqual([]);
          const { reversedMicro, unrecoveredMicro, awaitedMicro, status } = world.order;
          return [reversedMicro, unrecoveredMicro, awaitedMicro, status, world.user.creditsMicro];
        };
        expect(lived([...shuffled, ...inOrder])).toEqual(lived(inOrder));
      }),
      { numRuns: 2_000 },
    );
  });
});
