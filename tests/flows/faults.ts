import { AsyncLocalStorage } from 'node:async_hooks';
import type { RoundTrip, Seam } from '../../functions/src/platform/rpc.ts';

/** What can go wrong with one round trip. */
export type Fault = <T>(trip: {
  run: () => Promise<T>;
  /** Another process changes the user meanwhile. */
  overtake: () => Promise<unknown>;
  /** Done once whoever asked, or repeated, has gone on. */
  later: (run: () => Promise<unknown>) => void;
  /** The process is gone: nobody hears of it again. */
  die: () => Promise<T>;
}) => Promise<T>;

const unavailable = () => Object.assign(new Error('14 UNAVAILABLE: the line is gone'), { code: 14 });

const anyTrip: Record<string, Fault> = {
  'is never sent: the process dies': ({ die }) => die(),
  'is answered to a process that died': async ({ run, die }) => {
    await run();
    return die();
  },
  'never arrives': async () => {
    throw unavailable();
  },
  'arrives, and its answer is lost': async ({ run }) => {
    await run();
    throw unavailable();
  },
  'is sent twice': async ({ run }) => {
    await run();
    return run();
  },
  'fails for good': async () => {
    throw new Error('7 PERMISSION_DENIED: somebody took our rights');
  },
};

/** What is read may be old by the time that it is here. */
const read: Record<string, Fault> = {
  'is answered late: the user has changed since': async ({ run, overtake }) => {
    const old = await run();
    await overtake();
    return old;
  },
};

const commit: Record<string, Fault> = {
  'arrives late: the user has changed since': async ({ run, overtake }) => {
    await overtake();
    return run();
  },
  'arrives after its retry': async ({ run, later }) => {
    later(run);
    throw unavailable();
  },
  'arrives after what came of it, from a process that died': ({ run, later, die }) => {
    later(run);
    return die();
  },
};

export const faultsOf = ({ kind }: RoundTrip): [string, Fault][] =>
  Object.entries({ ...anyTrip, ...(kind === 'getAll' ? read : commit) });

/** Whether whoever asked is left without an answer, so that it may be that nobody ever repeats it. */
export const isSilent = (name: string): boolean => name.includes('died') || /dies|for good/.test(name);

/**
 * One case among several that run at once: its own time, its own prices and its own trouble with Firestore.
 */
export interface Case {
  nowMs: number;
  seam: Seam | null;
  /** Prices are so many times the usual. */
  factor: number;
}
export const cases = new AsyncLocalStorage<Case>();

/** A seam that gives each case its own. */
export const seamOfCase: Seam = (trip, run) => (cases.getStore()?.seam ?? ((_trip, go) => go()))(trip, run);
