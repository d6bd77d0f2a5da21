import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { end } from '../../functions/src/gate/end.ts';
import type { EndCommand } from '../../functions/src/gate/end-command.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import type { HoldCommand } from '../../functions/src/gate/hold-command.ts';
import { type RoundTrip, withSeam } from '../../functions/src/platform/rpc.ts';
import {
  call,
  credits,
  db,
  instances,
  must,
  newRequestId,
  type Person,
  theAdmin,
  userWith,
} from './support.ts';

/** How many round trips and documents the gate needs, counted at the seam between it and Firestore. */

let restore = () => {};
afterEach(() => restore());

function countTrips(): RoundTrip[] {
  const trips: RoundTrip[] = [];
  restore = withSeam((trip, run) => {
    trips.push(trip);
    return run();
  });
  return trips;
}

const holdOf = ({ userId }: Person, changes: Partial<HoldCommand> = {}): HoldCommand => ({
  userId,
  requestId: randomUUID(),
  aiType: 'chat',
  service: 'local-chat',
  units: 1_000,
  runBy: 'server',
  leaseHolder: 'me',
  promptPreview: 'a hill',
  promptChars: 6,
  promptHash: 'hash',
  payloadHash: 'payload',
  ...changes,
});

const completed: EndCommand = {
  by: 'server',
  holder: 'me',
  status: 'completed',
  delivered: { usedUnits: 500, tokens: null, result: null },
};

describe('an accepted call', () => {
  it('takes two round trips for a user whom this instance does not know, and one for one whom it knows', async () => {
    const ada = await userWith(10);
    await hold(holdOf(await userWith(10))); // The configuration is read by now.
    const trips = countTrips();
    const command = holdOf(ada);
    expect(await hold(command)).toMatchObject({ status: 'processing' });
    expect(trips).toEqual([
      { kind: 'getAll', documents: 2 },
      { kind: 'commit', writes: 2 },
    ]);
    trips.length = 0;
    await hold(holdOf(ada));
    expect(trips).toEqual([{ kind: 'commit', writes: 2 }]);
    trips.length = 0;
    await end(`${ada.userId}.${command.requestId}`, completed);
    expect(trips.map(({ kind }) => kind)).toEqual(['commit']);
  });

  it('is decided on what another instance wrote meanwhile, not on what this one remembers', async () => {
    const ada = await userWith(10);
    await hold(holdOf(ada));
    await must(
      'setUserStatus',
      { userId: ada.userId, status: 'suspended', reason: 'x' },
      await theAdmin(),
      instances[0],
    );
    expect(await hold(holdOf(ada))).toMatchObject({ reason: 'suspended' });
    await must(
      'setUserStatus',
      { userId: ada.userId, status: 'active', reason: 'x' },
      await theAdmin(),
      instances[1],
    );
    expect(await hold(holdOf(ada))).toMatchObject({ status: 'processing' });
  });

  it('is refused only on what was just read: credits that came meanwhile count', async () => {
    const ada = await userWith(10);
    await hold(holdOf(ada, { units: 8_000 }));
    const grant = { userId: ada.userId, amountMicro: credits(10), type: 'grant', reason: 'x' } as const;
    await must('grantCreditsToUser', { requestId: newRequestId(), ...grant }, await theAdmin(), instances[0]);
    expect(await hold(holdOf(ada, { units: 8_000 }))).toMatchObject({ status: 'processing' });
  });

  it('that is repeated on a known user finds the first, not a second hold', async () => {
    const ada = await userWith(10);
    const command = holdOf(ada);
    const first = await hold(command);
    await hold(holdOf(ada));
    expect(await hold(command)).toEqual(first);
    expect((await must('getUserProfile', {}, ada)).heldMicro).toBe(credits(2));
  });
});

describe('a refused call', () => {
  it('writes nothing', async () => {
    const ada = await userWith(1);
    const trips = countTrips();
    expect(await hold(holdOf(ada, { units: 2_000 }))).toMatchObject({ reason: 'insufficient_credits' });
    expect(trips.filter(({ kind }) => kind === 'commit')).toEqual([]);
  });
});

describe('a hundred calls of one user at once', () => {
  it('with credits for eighty: eighty accepted, twenty refused, in at most four round trips', async () => {
    const ada = await userWith(80);
    const trips = countTrips();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => hold(holdOf(ada))));
    expect(outcomes.filter((outcome) => 'status' in outcome)).toHaveLength(80);
    expect(
      outcomes.filter((outcome) => 'reason' in outcome && outcome.reason === 'insufficient_credits'),
    ).toHaveLength(20);
    expect(trips.length).toBeLessThanOrEqual(4);
    expect(await must('getUserProfile', {}, ada)).toMatchObject({ creditsMicro: 0, heldMicro: credits(80) });
  });

  it('over two instances: the same, and nobody is turned away for the crowd', async () => {
    const ada = await userWith(20);
    const wanted = { aiType: 'chat', service: 'gemini', prompt: 'a hill', units: 1_000 } as const;
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        call('validateAndDeductCredits', { requestId: newRequestId(), ...wanted }, ada, instances[index % 2]),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    for (const answer of answers)
      if (!answer.ok) expect(answer.error.details.reason).toBe('insufficient_credits');
    expect(await must('getUserProfile', {}, ada)).toMatchObject({ creditsMicro: 0, heldMicro: credits(20) });
  });

  it('one of which is impossible: the others are not taken down with it', async () => {
    const ada = await userWith(10);
    const outcomes = await Promise.allSettled([
      hold(holdOf(ada)),
      hold(holdOf(ada, { promptChars: -1 })),
      hold(holdOf(ada)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await must('getUserProfile', {}, ada)).heldMicro).toBe(credits(2));
  });

  it('of the same request: one hold, equal answers', async () => {
    const ada = await userWith(10);
    const command = holdOf(ada);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => hold(command)));
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect((await must('getUserProfile', {}, ada)).heldMicro).toBe(credits(1));
    const activities = await db.collection('ai_activity').where('userId', '==', ada.userId).get();
    expect(activities.size).toBe(1);
  });
});
