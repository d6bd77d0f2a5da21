import { randomUUID } from 'node:crypto';
import { end } from '../../functions/src/gate/end.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import { forgetWarm } from '../../functions/src/platform/group-commit.ts';
import type { RoundTrip } from '../../functions/src/platform/rpc.ts';
import { counted, median, noted, quantile, type Row, ratio, row, timed, twoPlaces } from './measure.ts';
import { accepted, completed, failed, holdOf, model, userWith } from './people.ts';
import { rawHold } from './raw.ts';

const RUNS = 5;
const CALLS_A_RUN = 60;

/** P1 and P2: round trips and documents of one call. */
export async function counts(): Promise<Row[]> {
  const userId = await userWith(1_000);
  await accepted(await userWith(1));
  const requestId = randomUUID();
  const cold = await counted(() => accepted(userId, requestId));
  const warm = await counted(() => accepted(userId));
  const settled = await counted(() => end(`${userId}.${requestId}`, completed));
  const coldId = randomUUID();
  await accepted(userId, coldId);
  const [user, opened] = [`users/${userId}`, `ai_activity/${userId}.${coldId}`];
  // As the instance of another function meets it, which knows neither document.
  for (const path of [user, opened]) forgetWarm(path);
  const settledCold = await counted(() => end(`${userId}.${coldId}`, completed));
  const failedId = randomUUID();
  await accepted(userId, failedId);
  forgetWarm(user);
  const released = await counted(() => end(`${userId}.${failedId}`, failed));
  const poor = await userWith(0.5);
  const refused = await counted(() => hold(holdOf(poor)));
  const read = (trips: RoundTrip[]) =>
    trips.reduce((sum, trip) => sum + (trip.kind === 'getAll' ? trip.documents : 0), 0);
  const written = (trips: RoundTrip[]) =>
    trips.reduce((sum, trip) => sum + (trip.kind === 'commit' ? trip.writes : 0), 0);
  const documents = ({ trips }: { trips: RoundTrip[] }) => `${read(trips)} read + ${written(trips)} written`;
  const trips = `${warm.trips.length} warm, ${cold.trips.length} cold`;
  return [
    row(
      'P1',
      'round trips of an accepted call',
      '1 warm, 2 cold',
      trips,
      trips === '1 warm, 2 cold',
      'count',
    ),
    row(
      'P2',
      'documents of a call',
      '≤2 read + 2 written',
      documents(cold),
      read(cold.trips) <= 2 && written(cold.trips) <= 2,
      'count',
    ),
    noted('P2', 'documents of a call, warm', documents(warm)),
    row(
      'P2',
      'documents of a settle',
      '≤2 read + 4 written',
      documents(settledCold),
      read(settledCold.trips) <= 2 && written(settledCold.trips) <= 4,
      'count',
    ),
    noted('P2', 'documents of a settle, warm', documents(settled)),
    noted('P2', 'documents of a release, which charges nothing', documents(released)),
    row('P2', 'a refused call', '0 written', documents(refused), written(refused.trips) === 0, 'count'),
  ];
}

/** P3: the gate beside a raw transaction, one call of each in turn, so that both meet the same machine. */
export async function latency(): Promise<Row[]> {
  const ratios = { warmP50: [], coldP50: [], warmP99: [], coldP99: [] } as Record<string, number[]>;
  for (let run = 0; run < RUNS; run++) {
    const [warmUser, coldUser, rawUser] = [
      await userWith(1_000),
      await userWith(1_000),
      await userWith(1_000),
    ];
    const written = await model();
    const times = { warm: [] as number[], cold: [] as number[], raw: [] as number[] };
    for (let call = 0; call < CALLS_A_RUN; call++) {
      times.warm.push(await timed(() => accepted(warmUser)));
      forgetWarm(`users/${coldUser}`);
      times.cold.push(await timed(() => accepted(coldUser)));
      times.raw.push(await timed(() => rawHold(rawUser, written)));
    }
    ratios.warmP50?.push(median(times.warm) / median(times.raw));
    ratios.coldP50?.push(median(times.cold) / median(times.raw));
    ratios.warmP99?.push(quantile(times.warm, 0.99) / quantile(times.raw, 0.99));
    ratios.coldP99?.push(quantile(times.cold, 0.99) / quantile(times.raw, 0.99));
  }
  const of = (name: string) => twoPlaces(median(ratios[name] ?? []));
  const line = (what: string, name: string, most: number) =>
    row('P3', what, `≤${ratio(most)}`, ratio(of(name)), of(name) <= most, 'time');
  return [
    line('p50 warm against raw', 'warmP50', 0.5),
    line('p50 cold against raw', 'coldP50', 1),
    line('p99 warm against raw', 'warmP99', 1.1),
    line('p99 cold against raw', 'coldP99', 1.1),
  ];
}
