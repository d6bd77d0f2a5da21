import { loadFirestore } from '../../functions/src/platform/firestore.ts';
import { say } from '../../scripts/lib/say.ts';
import { coldStart } from './cold-start.ts';
import { liveConsole } from './console.ts';
import { distinctUsers } from './distinct-users.ts';
import { counts, latency } from './gate.ts';
import { overHttp } from './http.ts';
import { liveView } from './live.ts';
import { fourProcesses, oneUser } from './parallel.ts';

/**
 * Prints P1 to P8 with their targets. A count that is missed fails; a time is reported. With names of
 * measurements as arguments, only those.
 */
const MEASUREMENTS = {
  counts,
  latency,
  distinctUsers,
  oneUser,
  fourProcesses,
  overHttp,
  liveView,
  coldStart,
  console: liveConsole,
};

await loadFirestore();
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(MEASUREMENTS, name));
if (unknown.length > 0) {
  say(`There is no measurement ${unknown.join(', ')}; there are ${Object.keys(MEASUREMENTS).join(', ')}.`);
  process.exit(2);
}
let missed = 0;
say('|  | what | target | measured |  |');
say('| --- | --- | --- | --- | --- |');
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const { id, what, target, measured, verdict } of await measure()) {
    say(`| ${id} | ${what} | ${target} | ${measured} | ${verdict} |`);
    if (verdict === 'missed') missed++;
  }
}
process.exit(missed === 0 ? 0 : 1);
