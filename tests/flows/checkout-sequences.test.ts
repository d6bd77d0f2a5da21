import fc from 'fast-check';
import { expect, it } from 'vitest';
import { begin, disputeEvent, refundEvent, sellsPackMeanwhile, send, sessionEvent } from './payments.ts';
import { call, db, instances, must, newRequestId, type Person, theAdmin, userWith } from './support.ts';

/**
 * Buys, payments, refunds, disputes and generations in any order, many at once, on two instances: the books
 * are right.
 */

sellsPackMeanwhile();

type Step =
  | { kind: 'pay' | 'pay_twice' | 'expire' | 'dispute' | 'win' | 'lose'; order: number }
  | { kind: 'refund'; order: number; cents: number }
  | { kind: 'hold'; units: number }
  | { kind: 'end'; fails: boolean };

const order = fc.constantFrom(0, 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('pay' as const, 'pay_twice' as const), order }) },
  fc.record({
    kind: fc.constantFrom('expire' as const, 'dispute' as const, 'win' as const, 'lose' as const),
    order,
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      order,
      cents: fc.integer({ min: 1, max: 499 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('hold' as const), units: fc.integer({ min: 1, max: 10 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), fails: fc.boolean() }) },
);

async function perform(
  person: Person,
  orders: string[],
  open: string[],
  step: Step,
  origin: string | undefined,
): Promise<void> {
  if (step.kind === 'hold') return hold(person, open, step.units, origin);
  if (step.kind === 'end') return end(person, open, step.fails);
  const orderId = orders[step.order] ?? '';
  const events = {
    pay: () => sessionEvent('completed', orderId),
    pay_twice: () => sessionEvent('async_payment_succeeded', orderId),
    expire: () => sessionEvent('expired', orderId),
    dispute: () => disputeEvent('created', orderId, 'needs_response'),
    win: () => disputeEvent('closed', orderId, 'won'),
    lose: () => disputeEvent('closed', orderId, 'lost'),
    refund: () => refundEvent(orderId, step.kind === 'refund' ? step.cents : 0),
  };
  const event = await events[step.kind]();
  const times = step.kind === 'pay_twice' ? 2 : 1;
  const sent = Array.from({ length: times }, (_, index) =>
    send(event, { origin: instances[index] ?? origin }),
  );
  expect(new Set(await Promise.all(sent))).toEqual(new Set([200]));
}

/** Begins a generation, which stays open. */
async function hold(
  person: Person,
  open: string[],
  units: number,
  origin: string | undefined,
): Promise<void> {
  const wanted = { aiType: 'image', service: 'dalle3', prompt: 'a hill', units } as const;
  const held = await call(
    'validateAndDeductCredits',
    { requestId: newRequestId(), ...wanted },
    person,
    origin,
  );
  // Too few credits is an answer too.
  if (held.ok) open.push(held.value.activityId);
}

async function end(person: Person, open: string[], fails: boolean): Promise<void> {
  const activityId = open.shift();
  if (activityId === undefined) return;
  await must('updateAIActivityStatus', { activityId, status: fails ? 'failed' : 'completed' }, person);
}

const AT_ONCE = 3;
const RUNS = 12;

it('keeps every invariant', async () => {
  const admin = await theAdmin();
  let played = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const person = await userWith(0);
      const orders = [(await begin(person)).orderId, (await begin(person)).orderId];
      const open: string[] = [];
      for (let from = 0; from < steps.length; from += AT_ONCE) {
        const together = steps.slice(from, from + AT_ONCE);
        await Promise.all(
          together.map((one, index) => perform(person, orders, open, one, instances[index % 2])),
        );
      }
      const { violations: meanwhile } = await must('reconcileUser', { userId: person.userId }, admin);
      expect(meanwhile).toEqual([]);
      while (open.length > 0) await end(person, open, true);
      played += steps.length;
      const { violations, counts } = await must('reconcileUser', { userId: person.userId }, admin);
      expect(violations).toEqual([]);
      expect(counts.orders).toBe(2);
      const user = await db.doc(`users/${person.userId}`).get();
      expect(user.get('creditsMicro')).toBeGreaterThanOrEqual(0);
      expect(user.get('debts')).toEqual([]);
    }),
    // To shrink would be to play everything again with other people.
    {
      numRuns: RUNS,
      endOnFailure: true,
      ...(process.env.TOLLGATE_SEED ? { seed: Number(process.env.TOLLGATE_SEED) } : {}),
    },
  );
  console.info(`buying: ${RUNS} sequences, ${played} steps`);
});
