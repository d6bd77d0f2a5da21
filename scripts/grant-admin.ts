import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/ai-types';
import type { App } from 'firebase-admin/app';
import { readArguments } from './lib/arguments.ts';
import { connect } from './lib/project.ts';
import { MendableError, runCommand, say } from './lib/say.ts';
import { doubtOf, findByEmail, giveRole, listStaff, readMember, type StaffMember } from './lib/staff.ts';

/** Makes somebody an admin or a moderator, takes it away again, lists who is. */
const USAGE =
  'node scripts/grant-admin.js EMAIL [--role admin|moderator] [--revoke] [--dry-run] [--project ID]\n' +
  '       node scripts/grant-admin.js --list [--project ID]';

function describe({ email, userId, claim, document }: StaffMember): string {
  const who = `${email ?? 'no account'} (${userId})`;
  if (claim === document) return `${who}: ${document ?? 'no role'}`;
  return `${who}: without rights, because the claim says ${claim ?? 'nothing'} and staff says ${document ?? 'nothing'}; grant or revoke again`;
}

async function list(app: App): Promise<void> {
  const members = await listStaff(app);
  for (const member of members) say(describe(member));
  if (members.length === 0) say('Nobody has a role in this project.');
}

await runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      role: { type: 'string', default: 'admin' },
      revoke: { type: 'boolean' },
      list: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      project: { type: 'string' },
    },
    USAGE,
  );
  const wanted: StaffRole | undefined = STAFF_ROLES.find((role) => role === values.role);
  if (!wanted) throw new MendableError(`The roles are ${STAFF_ROLES.join(' and ')}. Usage: ${USAGE}`);
  const [email, ...more] = positionals;
  if (more.length > 0 || (email === undefined) !== (values.list === true)) {
    throw new MendableError(`Name one person by email, or --list. Usage: ${USAGE}`);
  }
  const app = await connect(values.project);
  if (email === undefined) {
    await list(app);
    return 0;
  }
  const account = await findByEmail(app, email);
  const role = values.revoke ? null : wanted;
  if (values['dry-run']) {
    say(
      `Now: ${describe(await readMember(app, account))}. Would be: ${role ?? 'no role'}. Nothing was changed.`,
    );
    return 0;
  }
  const doubt = role && doubtOf(account);
  if (doubt) say(doubt);
  const changed = await giveRole(account, role);
  if (!changed) say(`${email} has ${role ? `the role ${role}` : 'no role'} already.`);
  else if (role)
    say(`${email} is ${role} now; where they are signed in already, it shows after signing in again.`);
  else say(`${email} has no role any more, from the next call and the next query on.`);
  return 0;
});
