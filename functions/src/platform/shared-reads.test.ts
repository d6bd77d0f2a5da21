import { describe, expect, it } from 'vitest';
import { MAX_DOCUMENTS, SharedReads } from './shared-reads.ts';

/** A database that answers with what it was asked for, and fails where it is asked for `bad`. */
function database() {
  const asked: string[][] = [];
  const reads = new SharedReads<string, string>(async (paths) => {
    asked.push([...paths]);
    if (paths.includes('bad')) throw new Error('no such document can be read');
    return paths.map((path) => `${path}!`);
  });
  return { asked, reads };
}

const paths = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);

describe('reads that meet', () => {
  it('share one round trip, and each gets its own documents in its own order', async () => {
    const { asked, reads } = database();
    const [ada, bob, carla] = await Promise.all([
      reads.read(['ada', 'price']),
      reads.read(['bob']),
      reads.read(['price', 'carla']),
    ]);
    expect({ ada, bob, carla }).toEqual({
      ada: ['ada!', 'price!'],
      bob: ['bob!'],
      carla: ['price!', 'carla!'],
    });
    expect(asked).toEqual([['ada', 'price', 'bob', 'price', 'carla']]);
    await reads.read(['later']);
    expect(asked).toHaveLength(2);
  });

  it('ask for a hundred documents at most, and split no reader', async () => {
    const { asked, reads } = database();
    const [many, some, few] = await Promise.all([
      reads.read(paths(60, 'a')),
      reads.read(paths(41, 'b')),
      reads.read(paths(59, 'c')),
    ]);
    expect([many.length, some.length, few.length]).toEqual([60, 41, 59]);
    expect(asked.map((documents) => documents.length)).toEqual([60, MAX_DOCUMENTS]);
    expect(await reads.read(paths(101, 'd'))).toHaveLength(101);
  });

  it('fail alone: what could not be read together is read one by one', async () => {
    const { asked, reads } = database();
    const outcomes = await Promise.allSettled([
      reads.read(['ada']),
      reads.read(['bad']),
      reads.read(['bob']),
    ]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: ['ada!'] },
      { status: 'rejected', reason: new Error('no such document can be read') },
      { status: 'fulfilled', value: ['bob!'] },
    ]);
    expect(asked).toEqual([['ada', 'bad', 'bob'], ['ada'], ['bad'], ['bob']]);
  });
});
