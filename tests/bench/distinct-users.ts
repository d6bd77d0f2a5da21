import { hold } from '../../functions/src/gate/hold.ts';
import { counted, median, type Row, ratio, row, timed, twoPlaces } from './measure.ts';
import { holdOf, type Model, model, userWith } from './people.ts';
import { rawHold } from './raw.ts';

const RUNS = 5;
const CALLS = 128;

/**
 * P4: different users at once, none of whom this instance knows. The gate and the raw transaction begin in
 * turn.
 */
export async function distinctUsers(): Promise<Row[]> {
  const written = await model();
  // Both are compiled by then as they are in a process that has served some thousand calls.
  for (const order of ['ours first', 'raw first', 'ours first'] as const) await oneRun(64, written, order);
  const rows: Row[] = [];
  for (const width of [1, 8, 64]) {
    const runs: { faster: number; commits: number }[] = [];
    for (let run = 0; run < RUNS; run++)
      runs.push(await oneRun(width, written, run % 2 === 0 ? 'ours first' : 'raw first'));
    const throughput = twoPlaces(median(runs.map(({ faster }) => faster)));
    const rollbacks = runs.reduce((sum, { commits }) => sum + commits - CALLS, 0);
    rows.push(
      row('P4', `throughput of ${width} at once, cold`, '≥1.00×', ratio(throughput), throughput >= 1, 'time'),
      row('P4', `rollbacks of ${width} at once`, '0', String(rollbacks), rollbacks === 0, 'count'),
    );
  }
  return rows;
}

async function oneRun(width: number, written: Model, order: 'ours first' | 'raw first') {
  const people = () => Promise.all(Array.from({ length: CALLS }, () => userWith(10)));
  const [users, raws] = [await people(), await people()];
  const gate = () => counted(() => timed(() => inLanes(users, width, (userId) => hold(holdOf(userId)))));
  const raw = () => timed(() => inLanes(raws, width, (userId) => rawHold(userId, written)));
  const rawBefore = order === 'raw first' ? await raw() : null;
  const ours = await gate();
  const rawMs = rawBefore ?? (await raw());
  return {
    faster: rawMs / ours.value,
    commits: ours.trips.filter(({ kind }) => kind === 'commit').length,
  };
}

/** Has so many lanes work off the users, one after the other in each. */
async function inLanes(users: readonly string[], width: number, run: (userId: string) => Promise<unknown>) {
  const waiting = [...users];
  const lane = async () => {
    for (let user = waiting.pop(); user !== undefined; user = waiting.pop()) await run(user);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
