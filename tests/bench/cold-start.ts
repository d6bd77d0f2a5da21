import { execFileSync, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packagesAtStart } from '../../scripts/lib/bundle-start.ts';
import { BUNDLE_DIR, fromRoot } from '../../scripts/lib/paths.ts';
import { claimPorts } from '../../scripts/lib/ports.ts';
import { median, noted, type Row, row, timed } from './measure.ts';
import { type Person, post, signedInWith } from './signed-in.ts';

const RUNS = 7;
const STARTS = 5;
const LATER = /firestore|storage|grpc|resvg|stripe|openai|nodemailer|^ai$|^@ai-sdk/;
const BUNDLE = path.join(BUNDLE_DIR, 'index.js');

/** P8: what an instance costs before it answers. Whole processes, in turn with empty ones. */
export async function coldStart(): Promise<Row[]> {
  const bundle = JSON.stringify(pathToFileURL(BUNDLE).href);
  const beyond: Spent[] = [];
  for (let run = 0; run < RUNS; run++) {
    const empty = await spentBy('');
    const importing = await spentBy(`await import(${bundle});`);
    beyond.push({ ms: importing.ms - empty.ms, processorMs: importing.processorMs - empty.processorMs });
  }
  const ms = median(beyond.map((spent) => spent.ms));
  const heavy = [...(await packagesAtStart())].filter((name) => LATER.test(name));
  const person = await signedInWith(10);
  const starts: Start[] = [];
  for (let start = 0; start < STARTS; start++) starts.push(await oneStart(person));
  const of = (part: keyof Start) => `${Math.round(median(starts.map((start) => start[part])))} ms`;
  return [
    row('P8', 'importing the functions, beyond an empty Node', '≤150 ms', inMs(ms), ms <= 150, 'time'),
    noted(
      'P8',
      'its processor time, which other work on the machine does not lengthen as much',
      inMs(median(beyond.map(({ processorMs }) => processorMs))),
    ),
    row(
      'P8',
      'Firestore, storage, drawing, payment or AI libraries loaded with them',
      'none',
      heavy.join(', ') || 'none',
      heavy.length === 0,
      'count',
    ),
    noted('P8', 'an instance, from nothing until it listens', of('readyMs')),
    noted('P8', 'its first call, which loads Firestore and connects', of('firstMs')),
    noted('P8', 'its second call', of('secondMs')),
  ];
}

const inMs = (ms: number): string => `${Math.round(ms)} ms`;

interface Spent {
  ms: number;
  processorMs: number;
}

/** A process of its own that runs `code` and nothing else. */
async function spentBy(code: string): Promise<Spent> {
  const tell =
    'const { user, system } = process.cpuUsage(); process.stdout.write(String(user + system)); process.exit(0);';
  let microseconds = 0;
  const ms = await timed(async () => {
    microseconds = Number(execFileSync(process.execPath, ['--input-type=module', '-e', `${code} ${tell}`]));
  });
  return { ms, processorMs: microseconds / 1_000 };
}

interface Start {
  readyMs: number;
  firstMs: number;
  secondMs: number;
}

/** Starts an instance under the functions framework, as production does, and calls it twice. */
async function oneStart(person: Person): Promise<Start> {
  const [port] = await claimPorts(1);
  const startedMs = performance.now();
  const server = spawn(
    process.execPath,
    [fromRoot('scripts', 'lib', 'instance-server.ts'), BUNDLE, `${port}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FIREBASE_CONFIG: JSON.stringify({ projectId: process.env.GCLOUD_PROJECT }) },
    },
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', (chunk: Buffer) => chunk.includes('instance ready') && resolve());
      server.once('exit', () => reject(new Error('the instance ended')));
    });
    const readyMs = performance.now() - startedMs;
    const call = () =>
      timed(async () => {
        const { status } = await post(`http://127.0.0.1:${port}`, 'getUserProfile', {}, person);
        if (status !== 200) throw new Error(`a first call was answered ${status}`);
      });
    return { readyMs, firstMs: await call(), secondMs: await call() };
  } finally {
    server.kill();
  }
}
