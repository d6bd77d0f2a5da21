import type { LedgerEntry, Order, User } from '@tollgate/contract/documents';
import { MAX_BALANCE_MICRO, MICRO_PER_CREDIT, toMicro, ZERO_MICRO } from '@tollgate/contract/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { give, openAccount, reserve, settle } from '../credits/account.ts';
import { decideEnsure } from '../credits/decide.ts';
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

/** A user, an order and the ledger, as the store would keep them. */
class World {
  user: User = decideEnsure(null, identity, credits(10), NOW).user;
  entries: LedgerEntry[] = decideEnsure(null, identity, credits(10), NOW).entries;
  order = ordered;
  held: ReturnType<typeof reserve>['taken'] = [];

  hear(fact: PaymentFact) {
    const decision = decidePayment(this, fact, entryIdOf, NOW);
    if (decision.kind !== 'changed') return decision;
    this.order = decision.order;
    this.user = decision.user ?? this.user;
    this.entries.push(...decision.entries);
    return decision;
  }

  /** Holds what is there of so many credits. */
  hold(amount: number): void {
    const amountMicro = toMicro(Math.min(credits(amount), this.user.creditsMicro));
    if (amountMicro === 0 || this.held.length > 0) return;
    const { account, taken } = reserve(openAccount(this.user), amountMicro);
    [this.user, this.held] = [account.user, taken];
  }

  /** Ends what is held, charged or given back. */
  end(isCharged: boolean): void {
    if (this.held.length === 0) return;
    const heldMicro = toMicro(this.held.reduce((sum, lot) => sum + lot.amountMicro, 0));
    const cause = { actorId: 'system', reason: 'x', requestId: 'g', activityId: null };
    const charge = isCharged ? heldMicro : ZERO_MICRO;
    const { user, entries } = settle(openAccount(this.user), this.held, charge, cause, NOW);
    [this.user, this.held] = [user, []];
    this.entries.push(...entries);
  }

  spend(amount: number): void {
    this.hold(amount);
    this.end(true);
  }

  /** What I1 to I3 say against it, and every amount that may never be negative. */
  wrong(): string[] {
    const check = new UserCheck('ada');
    for (const entry of this.entries) check.entry(entryIdOf(entry), entry);
    // What is held stands in no activity here.
    const heldMicro = ZERO_MICRO;
    const creditsMicro = toMicro(this.user.creditsMicro + this.user.heldMicro);
    const grants = [...this.user.grants, ...this.held];
    check.user({ ...this.user, heldMicro, creditsMicro, grants });
    const { reversedMicro, unrecoveredMicro } = this.order;
    const amounts = [reversedMicro, unrecoveredMicro, ...this.user.grants.map((lot) => lot.amountMicro)];
    const negative = amounts.filter((amount) => amount < 0);
    return [...check.violations.map(({ message }) => message), ...negative.map(String)];
  }

  sumOf(type: LedgerEntry['type']): number {
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
    const nobody = decidePayment({ order: ordered, user: null }, paid, entryIdOf, NOW);
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

  it('leaves what is held with the generation that holds it', () => {
    const world = after(paid);
    world.hold(30);
    world.hear(refunded(499));
    expect(world.user).toMatchObject({ creditsMicro: 0, heldMicro: credits(30) });
    expect(world.order).toMatchObject({ reversedMicro: credits(5), unrecoveredMicro: credits(20) });
    world.end(true);
    expect(world.user).toMatchObject({ creditsMicro: 0, heldMicro: 0 });
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
  { weight: 3, arbitrary: anyFact.map((fact) => (world: World) => void world.hear(fact)) },
  fc.integer({ min: 1, max: 40 }).map((amount) => (world: World) => world.spend(amount)),
  fc.integer({ min: 1, max: 40 }).map((amount) => (world: World) => world.hold(amount)),
  fc.boolean().map((isCharged) => (world: World) => world.end(isCharged)),
  fc.constant((world: World) => {
    const cause = { actorId: 'admin', reason: 'x', requestId: 'x', activityId: null };
    const bonus = { type: 'bonus', source: 'bonus', amountMicro: credits(3), expiresAt: null } as const;
    const { user, entries } = give(openAccount(world.user), bonus, cause, NOW);
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
      fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
        const world = new World();
        for (const step of steps) {
          step(world);
          expect(world.wrong()).toEqual([]);
        }
        const { order } = world;
        const isDelivered = order.paidAt !== null;
        expect(world.entries.filter(({ type }) => type === 'purchase')).toHaveLength(isDelivered ? 1 : 0);
        expect(order.entryId !== null).toBe(isDelivered);
        expect(world.sumOf('reversal')).toBe(-order.reversedMicro || 0);
        expect(order.reversedMicro + order.unrecoveredMicro).toBe(isDelivered ? owedBy(order) : 0);
      }),
      { numRuns: 2_000 },
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
});
