import { randomUUID } from 'node:crypto';
import { median, noted, type Row, row, seconds, timed } from './measure.ts';
import { type Person, post, signedInWith } from './signed-in.ts';

const RUNS = 5;
const CALLS = 100;

const holdOver = (origin: string, person: Person) =>
  post(
    origin,
    'validateAndDeductCredits',
    { requestId: randomUUID(), aiType: 'chat', service: 'local-chat', prompt: 'a hill', units: 1_000 },
    person,
  );

/**
 * P5 and P6 as apps meet them: whole calls, token check and moderation included, to one instance and to four.
 */
export async function overHttp(): Promise<Row[]> {
  const instances = (process.env.TOLLGATE_INSTANCES ?? '').split(',').filter(Boolean);
  if (instances.length < 4) throw new Error('the bench needs four instances: npm run bench');
  // What a first call loads and reads is measured as P8.
  const guest = await signedInWith(10);
  for (const origin of instances) await holdOver(origin, guest);
  return [
    ...(await crowd('P5', 'one instance', instances.slice(0, 1))),
    ...(await crowd('P6', 'four instances', instances.slice(0, 4))),
  ];
}

async function crowd(id: string, where: string, origins: readonly string[]): Promise<Row[]> {
  const verdicts: string[] = [];
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const person = await signedInWith(80);
    let answers: Awaited<ReturnType<typeof post>>[] = [];
    times.push(
      await timed(async () => {
        answers = await Promise.all(
          Array.from({ length: CALLS }, (_, call) => holdOver(origins[call % origins.length] ?? '', person)),
        );
      }),
    );
    const accepted = answers.filter(({ status }) => status === 200).length;
    const refused = answers.filter(({ reason }) => reason === 'insufficient_credits').length;
    verdicts.push(`${accepted}/${refused}/${CALLS - accepted - refused}`);
  }
  const distinct = [...new Set(verdicts)].join(', ');
  return [
    row(id, `100 calls over HTTP to ${where}`, '80/20/0', distinct, distinct === '80/20/0', 'count'),
    noted(id, `time of 100 calls over HTTP to ${where}`, seconds(median(times))),
  ];
}
