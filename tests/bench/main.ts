import { say } from '../../scripts/lib/say.ts';
import { coldStart } from './cold-start.ts';
import { liveConsole } from './console.ts';
import { counts, latency } from './gate.ts';
import type { Row } from './measure.ts';
import { distinctUsers, fourProcesses, oneUser } from './parallel.ts';

/**
 * Prints P1 to P8 with their targets. A count that is missed fails; a time is reported. With names of measurements as
 * arguments, only those.
 */
const MEASUREMENTS = {
  counts,
  latency,
  distinctUsers,
  oneUser,
  fourProcesses,
  coldStart,
  console: liveConsole,
};

const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, measure] of Object.entries(MEASUREMENTS))
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()));

say('| | what | target | measured | |');
say('| --- | --- | --- | --- | --- |');
for (const { id, what, target, measured, verdict } of rows) {
  say(`| ${id} | ${what} | ${target} | ${measured} | ${verdict} |`);
}
process.exit(rows.some(({ verdict }) => verdict === 'missed') ? 1 : 0);
