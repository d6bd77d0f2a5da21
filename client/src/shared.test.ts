import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from './outcome.ts';
import { Shared } from './shared.ts';

const failure: Failure = { code: 'network', message: 'gone', details: {} };
const turn = () => Promise.resolve();

/** A database that counts its listeners and tells what it is told to. */
function source() {
  const open = new Set<{ tell: (value: string) => void; fail: (failure: Failure) => void }>();
  let started = 0;
  const start = (tell: (value: string) => void, fail: (failure: Failure) => void) => {
    started += 1;
    const listener = { tell, fail };
    open.add(listener);
    return () => void open.delete(listener);
  };
  return {
    start,
    open: () => open.size,
    started: () => started,
    tell: (value: string) => {
      for (const one of open) one.tell(value);
    },
    fail: () => {
      for (const one of open) {
        open.delete(one);
        one.fail(failure);
      }
    },
  };
}

function subscriber() {
  const heard: string[] = [];
  return {
    heard,
    onValue: (value: string) => heard.push(value),
    onError: ({ code }: Failure) => heard.push(code),
  };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('Shared', () => {
  it('opens one listener for all who follow the same, and none is left when they have gone', () => {
    const [shared, database] = [new Shared(), source()];
    const people = Array.from({ length: 50 }, subscriber);
    const stops = people.map((one) => shared.subscribe('balance', database.start, one.onValue, one.onError));
    database.tell('10');
    expect(database.started()).toBe(1);
    expect(people.every(({ heard }) => heard.join() === '10')).toBe(true);
    for (const stop of stops.slice(1)) stop();
    database.tell('9');
    expect(people[0]?.heard).toEqual(['10', '9']);
    expect(people[1]?.heard).toEqual(['10']);
    for (const stop of stops) stop();
    expect({ open: database.open(), kept: shared.size }).toEqual({ open: 0, kept: 0 });
  });

  it('tells who comes later what was told last, unless they have left again', async () => {
    const [shared, database] = [new Shared(), source()];
    const [first, late, gone] = [subscriber(), subscriber(), subscriber()];
    shared.subscribe('balance', database.start, first.onValue, first.onError);
    database.tell('10');
    shared.subscribe('balance', database.start, late.onValue, late.onError);
    shared.subscribe('balance', database.start, gone.onValue, gone.onError)();
    expect(late.heard).toEqual([]);
    await turn();
    expect(late.heard).toEqual(['10']);
    expect(gone.heard).toEqual([]);
  });

  it('keeps queries apart', () => {
    const [shared, ada, bob] = [new Shared(), source(), source()];
    const [one, other] = [subscriber(), subscriber()];
    shared.subscribe('balance ada', ada.start, one.onValue, one.onError);
    shared.subscribe('balance bob', bob.start, other.onValue, other.onError);
    ada.tell('10');
    expect([one.heard, other.heard]).toEqual([['10'], []]);
  });

  it('tells everybody once when the database ends it, and starts it again, after pauses that grow', async () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    const [shared, database] = [new Shared(), source()];
    const [first, second, late] = [subscriber(), subscriber(), subscriber()];
    shared.subscribe('balance', database.start, first.onValue, first.onError);
    shared.subscribe('balance', database.start, second.onValue, second.onError);
    await turn();
    database.tell('10');
    const pauses: number[] = [];
    for (let end = 0; end < 8; end += 1) {
      database.fail();
      expect(database.open()).toBe(0);
      const since = Date.now();
      vi.advanceTimersToNextTimer();
      pauses.push(Math.round((Date.now() - since) / 1_000));
      expect(database.open()).toBe(1);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    shared.subscribe('balance', database.start, late.onValue, late.onError);
    await turn();
    // Who comes meanwhile learns what there is, and that it may be old.
    expect([first.heard, second.heard, late.heard]).toEqual([
      ['10', 'network'],
      ['10', 'network'],
      ['10', 'network'],
    ]);
    database.tell('11');
    database.tell('12');
    expect(late.heard).toEqual(['10', 'network', '11', '12']);
    // It has gone on: the next end is another matter.
    database.fail();
    expect(late.heard.at(-1)).toBe('network');
    vi.advanceTimersByTime(1_000);
    expect(database.open()).toBe(1);
  });

  it('goes on growing its pauses when all that comes between two ends is out of the cache', () => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    const [shared, database, one] = [new Shared(), source(), subscriber()];
    shared.subscribe('balance', database.start, one.onValue, one.onError);
    for (let end = 0; end < 4; end += 1) {
      database.fail();
      vi.advanceTimersToNextTimer();
      database.tell('10');
    }
    const before = Date.now();
    database.fail();
    vi.advanceTimersToNextTimer();
    expect(Date.now() - before).toBeGreaterThan(10_000);
  });

  it('leaves nothing behind when the last one goes while it waits to start again', () => {
    vi.useFakeTimers();
    const [shared, database, one] = [new Shared(), source(), subscriber()];
    const stop = shared.subscribe('balance', database.start, one.onValue, one.onError);
    database.fail();
    expect({ timers: vi.getTimerCount(), kept: shared.size }).toEqual({ timers: 1, kept: 1 });
    stop();
    expect({ timers: vi.getTimerCount(), kept: shared.size }).toEqual({ timers: 0, kept: 0 });
    expect(database.started()).toBe(1);
  });

  it('ends a listener that broke before it had begun, and starts it again', () => {
    vi.useFakeTimers();
    const [shared, database, one] = [new Shared(), source(), subscriber()];
    let isBroken = true;
    const stop = shared.subscribe(
      'balance',
      (tell, fail) => {
        const end = database.start(tell, fail);
        if (isBroken) fail(failure);
        return end;
      },
      one.onValue,
      one.onError,
    );
    expect({ heard: one.heard, open: database.open() }).toEqual({ heard: ['network'], open: 0 });
    isBroken = false;
    vi.runAllTimers();
    database.tell('10');
    expect(one.heard).toEqual(['network', '10']);
    stop();
    expect({ open: database.open(), kept: shared.size }).toEqual({ open: 0, kept: 0 });
  });

  it('stays quiet when the app has closed its database, which then takes no listener', () => {
    vi.useFakeTimers();
    const [shared, database, one] = [new Shared(), source(), subscriber()];
    let isClosed = false;
    const start: typeof database.start = (...told) => {
      if (isClosed) throw new Error('The client has already been terminated.');
      return database.start(...told);
    };
    const stop = shared.subscribe('balance', start, one.onValue, one.onError);
    isClosed = true;
    database.fail();
    expect(() => vi.runAllTimers()).not.toThrow();
    expect(one.heard).toEqual(['network']);
    stop();
    expect(shared.size).toBe(0);
  });

  it('tells the others too when one of them throws, whose fault is still seen', async () => {
    vi.useFakeTimers();
    const [shared, database] = [new Shared(), source()];
    const [fine, late] = [subscriber(), subscriber()];
    const broken = () => {
      throw new Error('a fault of the app');
    };
    shared.subscribe('balance', database.start, broken, broken);
    shared.subscribe('balance', database.start, fine.onValue, fine.onError);
    await turn();
    database.tell('10');
    shared.subscribe('balance', database.start, late.onValue, late.onError);
    await turn();
    database.fail();
    expect([fine.heard, late.heard]).toEqual([
      ['10', 'network'],
      ['10', 'network'],
    ]);
    expect(() => vi.advanceTimersByTime(0)).toThrow('a fault of the app');
  });

  it('tells nothing more to who was sent away by another who heard it first', () => {
    const [shared, database] = [new Shared(), source()];
    const other = subscriber();
    let stop = () => {};
    shared.subscribe(
      'balance',
      database.start,
      () => stop(),
      () => {},
    );
    stop = shared.subscribe('balance', database.start, other.onValue, other.onError);
    database.tell('10');
    expect(other.heard).toEqual([]);
  });
});
