import { fork } from 'node:child_process';
import { once } from 'node:events';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { hold } from '../../functions/src/gate/hold.ts';
import { counted, median, type Row, row, seconds, timed } from './measure.ts';
import { holdOf, userWith } from './people.ts';

const RUNS = 5;

const verdictOf = (outcomes: readonly unknown[]) => {
  const refused = outcomes.filter(
    (outcome) => isRefusal(outcome) && outcome.reason === 'insufficient_credits',
  ).length;
  const accepted = outcomes.filter((outcome) => !isRefusal(outcome)).length;
  return `${accepted}/${refused}/${outcomes.length - accepted - refused}`;
};

/** P5: one user, a hundred calls at once in one process, credits for eighty. */
export async function oneUser(): Promise<Row[]> {
  const runs: { verdict: string; trips: number; ms: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const userId = await userWith(80);
    let outcomes: unknown[] = [];
    const { value: ms, trips } = await counted(() =>
      timed(async () => {
        outcomes = await Promise.all(Array.from({ length: 100 }, () => hold(holdOf(userId))));
      }),
    );
    runs.push({ verdict: verdictOf(outcomes), trips: trips.length, ms });
  }
  const worst = Math.max(...runs.map(({ trips }) => trips));
  const ms = median(runs.map((run) => run.ms));
  const verdicts = [...new Set(runs.map(({ verdict }) => verdict))].join(', ');
  return [
    row(
      'P5',
      '100 calls of one user, credits for 80: accepted/refused/errors',
      '80/20/0',
      verdicts,
      verdicts === '80/20/0',
      'count',
    ),
    row('P5', 'their round trips, at most', '≤4', String(worst), worst <= 4, 'count'),
    row('P5', 'their time', '≤0.05 s', seconds(ms), ms <= 50, 'time'),
  ];
}

export interface Job {
  kind: 'hold' | 'settle';
  userId: string;
  /** Of requests; for a settle, those that another process held. */
  requestIds: string[];
}

export interface Done {
  verdict: { accepted: string[]; refused: number; errors: number };
  trips: number;
}

/** P6: the same from four processes; what one held, another settles. */
export async function fourProcesses(): Promise<Row[]> {
  const workers = [0, 1, 2, 3].map(() => fork(new URL('./worker.js', import.meta.url), { stdio: 'inherit' }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const ask = async (jobs: Job[]): Promise<Done[]> => {
    const answers = workers.map(async (worker) => (await once(worker, 'message'))[0] as Done);
    for (const [index, worker] of workers.entries()) worker.send(jobs[index] ?? {});
    return Promise.all(answers);
  };
  const runs: { verdict: string; holdTrips: number; settleTrips: number; settled: number; ms: number }[] = [];
  for (let run = 0; run < RUNS; run++) {
    const userId = await userWith(80);
    const ids = [0, 1, 2, 3].map(() => Array.from({ length: 25 }, () => crypto.randomUUID()));
    let held: Done[] = [];
    const ms = await timed(async () => {
      held = await ask(ids.map((requestIds) => ({ kind: 'hold', userId, requestIds })));
    });
    const accepted = held.map(({ verdict }) => verdict.accepted);
    const neighbours = accepted.map((_, index) => accepted[(index + 1) % 4] ?? []);
    const settled = await ask(neighbours.map((requestIds) => ({ kind: 'settle', userId, requestIds })));
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    runs.push({
      verdict: `${sum(accepted.map(({ length }) => length))}/${sum(held.map(({ verdict }) => verdict.refused))}/${sum(held.map(({ verdict }) => verdict.errors))}`,
      holdTrips: sum(held.map(({ trips }) => trips)),
      settleTrips: sum(settled.map(({ trips }) => trips)),
      settled: sum(settled.map(({ verdict }) => verdict.accepted.length)),
      ms,
    });
  }
  for (const worker of workers) worker.kill();
  const verdicts = [...new Set(runs.map(({ verdict, settled }) => `${verdict}, ${settled} settled`))].join(
    '; ',
  );
  const [holdTrips, settleTrips] = [
    median(runs.map((run) => run.holdTrips)),
    median(runs.map((run) => run.settleTrips)),
  ];
  const ms = median(runs.map((run) => run.ms));
  return [
    row(
      'P6',
      'the same from 4 processes × 25',
      '80/20/0',
      verdicts,
      verdicts === '80/20/0, 80 settled',
      'count',
    ),
    row('P6', 'round trips of the holds', '≤30', String(holdTrips), holdTrips <= 30, 'count'),
    row(
      'P6',
      'round trips of the settles, in other processes',
      '≤30',
      String(settleTrips),
      settleTrips <= 30,
      'count',
    ),
    row('P6', 'time of the holds', '≤1 s', seconds(ms), ms <= 1_000, 'time'),
  ];
}
