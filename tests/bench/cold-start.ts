import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { median, type Row, row } from './measure.ts';

const RUNS = 7;

/** P8: importing the bundle, beyond an empty Node; whole processes, in turn. */
export function coldStart(): Row[] {
  const bundle = pathToFileURL(path.resolve('functions/dist/index.js')).href;
  const spent = (code: string) => {
    const started = performance.now();
    const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    return { ms: performance.now() - started, loaded };
  };
  const beyond: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const empty = spent('').ms;
    beyond.push(spent(`await import(${JSON.stringify(bundle)}); process.exit(0)`).ms - empty);
  }
  const ms = median(beyond);
  const list = `import { createRequire } from 'node:module';
    await import(${JSON.stringify(bundle)});
    process.stdout.write(Object.keys(createRequire(import.meta.url).cache).join(' ')); process.exit(0)`;
  const heavy = ['stripe', '/ai/', 'openai', '@resvg', '@google-cloud/storage'].filter((name) =>
    spent(list).loaded.includes(`node_modules/${name.replaceAll('/', '')}`),
  );
  return [
    row(
      'P8',
      'importing the functions, beyond an empty Node',
      '≤150 ms',
      `${Math.round(ms)} ms`,
      ms <= 150,
      'time',
    ),
    row(
      'P8',
      'payment, AI, drawing or storage libraries loaded with them',
      'none',
      heavy.join(', ') || 'none',
      heavy.length === 0,
      'count',
    ),
  ];
}
