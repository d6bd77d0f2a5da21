import { describe, expect, it } from 'vitest';
import { apiOf, ask, type Reply } from './http.ts';
import { call, instances, must, newRequestId, type Person, userWith } from './support.ts';

/** Repeats of a request that still runs wait for its end. Few may, or they would keep everybody else out. */

const hanging = { aiType: 'chat', service: 'local-chat', prompt: 'a hill [hang]', units: 50 } as const;
const REPEATS = 60;
const MAX_FOLLOWERS = 2;

/** A generation that ends when it is cancelled, and its answer. */
async function running(person: Person, requestId: string) {
  const answer = must('generate', { requestId, ...hanging }, person, instances[0]);
  const activityId = `${person.userId}.${requestId}`;
  await expect
    .poll(async () => (await call('getActivity', { activityId }, person)).ok, { timeout: 15_000 })
    .toBe(true);
  const cancel = () => must('cancelActivity', { activityId }, person, instances[0]);
  return { answer, activityId, cancel };
}

/** Collects answers as they come. */
function collect<T>(asked: readonly Promise<T>[]): { come: T[]; all: Promise<T[]> } {
  const come: T[] = [];
  const noted = async (one: Promise<T>) => {
    const answer = await one;
    come.push(answer);
    return answer;
  };
  return { come, all: Promise.all(asked.map(noted)) };
}

describe('sixty repeats of one key while it runs', () => {
  it('by HTTP hold two places; the others hear at once how it stands, and so do all other calls', async () => {
    const [ada, bob] = [await userWith(10), await userWith(10)];
    const key = newRequestId();
    const generation = await running(ada, key);
    const repeat = () => ask(ada.token, '/v1/generations', { body: hanging, key });
    const repeats = collect<Reply>(Array.from({ length: REPEATS }, repeat));
    await expect.poll(() => repeats.come.length, { timeout: 30_000 }).toBe(REPEATS - MAX_FOLLOWERS);
    for (const { status, body } of repeats.come)
      expect([status, body]).toEqual([
        200,
        expect.objectContaining({ activityId: generation.activityId, status: 'processing', result: null }),
      ]);
    expect(await ask(bob.token, '/v1/balance')).toMatchObject({ status: 200 });
    await generation.cancel();
    const ends = (await repeats.all).filter(({ body }) => body.status === 'cancelled');
    expect(ends).toHaveLength(MAX_FOLLOWERS);
    expect(await generation.answer).toMatchObject({ status: 'cancelled' });
    expect((await repeat()).body).toMatchObject({ status: 'cancelled' });
  });

  it('by the SDK do the same', async () => {
    const ada = await userWith(10);
    const requestId = newRequestId();
    const generation = await running(ada, requestId);
    const repeats = collect(
      Array.from({ length: REPEATS }, () => must('generate', { requestId, ...hanging }, ada, instances[0])),
    );
    await expect.poll(() => repeats.come.length, { timeout: 30_000 }).toBe(REPEATS - MAX_FOLLOWERS);
    expect(new Set(repeats.come.map(({ status }) => status))).toEqual(new Set(['processing']));
    await generation.cancel();
    expect((await repeats.all).filter(({ status }) => status === 'cancelled')).toHaveLength(MAX_FOLLOWERS);
  });
});

describe('a user', () => {
  it('has four places for all of their generations, and another user has their own', async () => {
    const [ada, bob] = [await userWith(10), await userWith(10)];
    const keys = [newRequestId(), newRequestId(), newRequestId()];
    const generations = await Promise.all(keys.map((key) => running(ada, key)));
    const repeatsOf = (person: Person, wanted: readonly string[]) =>
      collect(
        wanted.flatMap((key) =>
          [1, 2].map(() => ask(person.token, '/v1/generations', { body: hanging, key })),
        ),
      );
    const repeats = repeatsOf(ada, keys);
    await expect.poll(() => repeats.come.length, { timeout: 30_000 }).toBe(2);
    const hers = newRequestId();
    const other = await running(bob, hers);
    const followed = repeatsOf(bob, [hers]);
    await Promise.all([...generations, other].map(({ cancel }) => cancel()));
    const ends = (await repeats.all).map(({ body }) => body.status);
    expect(ends.filter((status) => status === 'cancelled')).toHaveLength(4);
    expect((await followed.all).map(({ body }) => body.status)).toEqual(['cancelled', 'cancelled']);
  });

  it('who goes away gives the place back', async () => {
    const ada = await userWith(10);
    const key = newRequestId();
    const generation = await running(ada, key);
    const first = await firstEvent(ada, key);
    const second = await firstEvent(ada, key);
    const third = await firstEvent(ada, key);
    expect([first, second, third].map(({ event }) => event)).toEqual(['progress', 'progress', 'result']);
    first.leave();
    await expect
      .poll(
        async () => {
          const again = await firstEvent(ada, key);
          return again.event;
        },
        { timeout: 15_000 },
      )
      .toBe('progress');
    await generation.cancel();
    expect(await generation.answer).toMatchObject({ status: 'cancelled' });
  });
});

/**
 * What a repeat that streams is told first: `progress` if it follows, `result` if it doesn't. It goes on
 * until it leaves.
 */
async function firstEvent(person: Person, key: string): Promise<{ event: string; leave: () => void }> {
  const left = new AbortController();
  const response = await fetch(`${apiOf()}/v1/generations`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${person.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      accept: 'text/event-stream',
    },
    body: JSON.stringify(hanging),
    signal: left.signal,
  });
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  const [, event = ''] = /^event: (\w+)$/m.exec(new TextDecoder().decode(value)) ?? [];
  return { event, leave: () => left.abort() };
}
