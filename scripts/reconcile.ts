import { getFirestore } from 'firebase-admin/firestore';
import { loadFirestore } from '../functions/src/platform/firestore.ts';
import { reconcileUser } from '../functions/src/reconcile/store.ts';
import { readArguments } from './lib/arguments.ts';
import { agreeToWrite } from './lib/consent.ts';
import { connect } from './lib/project.ts';
import { reconcileAll } from './lib/reconcile.ts';
import { recordRun } from './lib/record-run.ts';
import { MendableError, runCommand, say } from './lib/say.ts';

/**
 * `npm run reconcile [-- --user UID] [--yes] [--project ID]`: checks the invariants and names every
 * violation.
 */
const USAGE = 'npm run reconcile [-- --user UID] [--yes] [--project ID]';

await runCommand(async () => {
  const { values, positionals } = readArguments(
    { user: { type: 'string' }, yes: { type: 'boolean' }, project: { type: 'string' } },
    USAGE,
  );
  if (positionals.length > 0) throw new MendableError(`${positionals[0]} is not understood. Usage: ${USAGE}`);
  const { user: userId } = values;
  if (userId?.includes('@'))
    throw new MendableError(
      `--user takes a user id, and ${userId} is an email. The console finds it under Users.`,
    );
  if (userId?.includes('/')) throw new MendableError(`${userId} is no user id. Usage: ${USAGE}`);
  const database = getFirestore(await connect(values.project));
  // One user's check keeps nothing.
  if (userId === undefined)
    await agreeToWrite(`check everything, and keep the result in job_runs`, values.yes);
  await loadFirestore();
  const startedAt = Date.now();
  const found =
    values.user === undefined ? await reconcileAll(database) : await reconcileUser(database, values.user);
  if (userId !== undefined && Object.values(found.counts).every((count) => count === 0)) {
    const find = 'The console finds ids by email or name, under Users.';
    throw new MendableError(`Nobody has the user id ${userId}, and nothing is stored about one. ${find}`);
  }
  for (const { invariant, document, message } of found.violations)
    say(`${invariant}  ${document} ${message}`);
  const { users, entries, activities, orders } = found.counts;
  const what = `${users} users, ${entries} ledger entries, ${activities} activities and ${orders} orders`;
  const result = found.violations.length === 0 ? 'no violation' : `${found.violations.length} violations`;
  // Totals of days are everybody's: a single user's activities don't make them.
  const invariants = values.user === undefined ? 'I1 to I8' : 'I1 to I4, I7 and I8';
  if (values.user === undefined) await recordRun(database, found, startedAt);
  say(`Checked ${invariants} over ${what}: ${result}.`);
  return found.violations.length === 0 ? 0 : 1;
});
