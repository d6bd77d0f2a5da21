import { STAFF_ROLES, type StaffRole } from '@tollgate/contract/staff/roles';
import type { App } from 'firebase-admin/app';
import type { UserRecord } from 'firebase-admin/auth';
import { CLAIMS_FULL } from '../functions/src/staff/store.ts';
import { readArguments } from './lib/arguments.ts';
import { agreeToWrite } from './lib/consent.ts';
import { connect, whereAsked } from './lib/project.ts';
import { MendableError, runCommand, say } from './lib/say.ts';
import {
  findAccount,
  findStored,
  giveRole,
  isInForce,
  listStaff,
  type Named,
  notFound,
  reactivate,
  readMember,
  reclaimFor,
  type StaffMember,
} from './lib/staff.ts';

/**
 * Makes somebody an admin or a moderator, takes it away again, lists who is, and puts roles in force again.
 */
const COMMAND = 'node scripts/grant-admin.js';
const USAGE = `${COMMAND} EMAIL|--uid UID [--role admin|moderator] [--revoke] [--reactivate] [--dry-run] [--yes] [--project ID]
       ${COMMAND} --list [--project ID]
       ${COMMAND} --reclaim [--dry-run] [--yes] [--project ID]`;

interface Options {
  role: StaffRole | undefined;
  revoke: boolean;
  reactivate: boolean;
  dryRun: boolean;
  project: string | undefined;
}

function describe(member: StaffMember): string {
  const { email, userId, claim, document, status, canSignIn } = member;
  const who = `${email ?? 'no email'} (${userId})`;
  if (document === null && claim === null) return `${who}: no role`;
  if (isInForce(member)) return `${who}: ${document}`;
  if (document !== null && !canSignIn)
    return `${who}: ${document}, without rights, because the sign-in is disabled or gone`;
  if (document !== claim)
    return `${who}: without rights, because the claim says ${claim ?? 'nothing'} and staff says ${document ?? 'nothing'}; run: ${COMMAND} --reclaim`;
  return `${who}: ${document}, without rights, because the account is ${status}`;
}

/** The command that does the same to somebody who is named so. */
function commandFor(named: Named, { role, revoke, reactivate: lifts, project }: Options): string {
  const flags = [
    ...(role ? [`--role ${role}`] : []),
    ...(revoke ? ['--revoke'] : []),
    ...(lifts ? ['--reactivate'] : []),
    ...(project ? [`--project ${project}`] : []),
  ];
  return [COMMAND, 'uid' in named ? `--uid ${named.uid}` : named.email, ...flags].join(' ');
}

const byUid = (uid: string, options: Options): string => commandFor({ uid }, options);

/**
 * Whoever signs up first with an address has the account, whether or not the address is theirs: it names
 * somebody only once they have shown that it is.
 */
function unproven({ uid, email, metadata }: UserRecord, options: Options): MendableError {
  return new MendableError(
    `Nobody has shown yet that ${email} is theirs, and whoever signs up first with an address has its account.
The account was made ${metadata.creationTime} and last used ${metadata.lastSignInTime ?? 'never'}.
If it is the right one, name it by its uid:

  ${byUid(uid, options)}

Or they confirm the address on their account page in the app, and you run this again.`,
  );
}

/** Lifting a suspension gives nobody a role. */
function noRole(named: Named, options: Options): MendableError {
  return new MendableError(
    `They have no role, and --reactivate gives none: nothing was changed. An admin lifts a suspension in the console.
To make them an admin as well:

  ${commandFor(named, { ...options, role: 'admin' })}`,
  );
}

/** What was asked for, as the question before it says it. */
function changeOf(
  named: Named,
  { role, revoke, reactivate: lifts }: { role?: string; revoke: boolean; reactivate: boolean },
): string {
  const who = 'uid' in named ? named.uid : named.email;
  if (revoke) return `take every role from ${who}`;
  if (lifts) return `reactivate ${who}${role ? ` as ${role}` : ''}`;
  return `give ${who} the role ${role ?? 'admin'}`;
}

async function list(app: App): Promise<void> {
  const members = await listStaff(app);
  for (const member of members) say(describe(member));
  if (members.length === 0) say(`Nobody has a role in ${whereAsked()}.`);
}

async function reclaimAll(app: App, dryRun: boolean): Promise<void> {
  const members = await listStaff(app);
  for (const member of members) {
    if (dryRun) {
      say(describe(member));
      continue;
    }
    const who = `${member.email ?? 'no email'} (${member.userId})`;
    const outcome = await reclaimFor(member);
    if (outcome === 'gone') say(`${who}: nobody can sign in as them; nothing was done.`);
    else if (outcome === 'full') say(`${who}: nothing was done. Their ${CLAIMS_FULL}`);
    else say(`${who}: ${member.document}${outcome === 'right' ? ', as it was' : ', claimed now'}`);
  }
  if (members.length === 0) say(`Nobody has a role in ${whereAsked()}.`);
  else if (dryRun) say('Nothing was changed.');
  else say('Where they are signed in already, it shows after signing in again.');
}

async function changeRole(app: App, named: Named, options: Options): Promise<void> {
  const account = await findAccount(app, named);
  const stored = account ? null : await findStored(app, named);
  // Rights can be taken away when nobody can sign in with them any more; they can't be given then.
  if (!account && !(stored && options.revoke)) throw notFound(named);
  const userId = account?.uid ?? stored?.userId ?? '';
  const member = await readMember(app, userId, account);
  const role = options.revoke ? null : (options.role ?? (options.reactivate ? member.document : 'admin'));
  if (options.reactivate && !options.role && !member.document) throw noRole(named, options);
  const isProven = !account || 'uid' in named || account.emailVerified;
  if (options.dryRun) {
    say(`Now: ${describe(member)}. Would be: ${role ?? 'no role'}. Nothing was changed.`);
    if (role && !isProven)
      say(`It would be refused: the address is not confirmed. ${byUid(userId, options)}`);
    return;
  }
  if (account && role && !isProven) throw unproven(account, options);
  const who = `${member.email ?? userId}`;
  const changed = await giveRole({ userId, account }, role);
  if (!changed) say(`${who} has ${role ? `the role ${role}` : 'no role'} already.`);
  else if (role)
    say(`${who} is ${role} now; where they are signed in already, it shows after signing in again.`);
  else say(`${who} has no role any more, from the next call and the next query on.`);
  if (options.reactivate) {
    const wasLifted = await reactivate(userId);
    say(wasLifted ? `The account was ${member.status}; it is active now.` : 'The account is active.');
  }
  await sayWhatIsMissing(app, await readMember(app, userId, account), role, options);
}

/** What is given is not always in force, and what was taken away may have been the last of it. */
async function sayWhatIsMissing(
  app: App,
  { userId, status, canSignIn }: StaffMember,
  role: StaffRole | null,
  options: Options,
): Promise<void> {
  if (role && (status === 'suspended' || status === 'paused'))
    say(
      `The account is ${status}, so the role is not in force. Lift that with: ${byUid(userId, { ...options, reactivate: true })}`,
    );
  if (role && !canSignIn)
    say('The sign-in is disabled, so the role is not in force. Enable it in the Firebase console.');
  if (role === 'admin') return;
  const admins = (await listStaff(app)).filter((one) => one.document === 'admin' && isInForce(one));
  if (admins.length === 0)
    say(`Nobody is an active admin in ${whereAsked()}. Make somebody one with: ${COMMAND} EMAIL`);
}

function nameOne([email, ...more]: string[], uid: string | undefined): Named {
  if (more.length > 0 || (email === undefined) === (uid === undefined))
    throw new MendableError(`Name one person, by email or with --uid, or --list. Usage: ${USAGE}`);
  if (email === undefined) return { uid: uid ?? '' };
  if (!email.includes('@'))
    throw new MendableError(
      `${email} is no email address. Name somebody by email, as in ${COMMAND} you@example.com, or by uid, as in ${COMMAND} --uid ${email}`,
    );
  return { email };
}

await runCommand(async () => {
  const { values, positionals } = readArguments(
    {
      uid: { type: 'string' },
      role: { type: 'string' },
      revoke: { type: 'boolean', default: false },
      reactivate: { type: 'boolean', default: false },
      list: { type: 'boolean' },
      reclaim: { type: 'boolean' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      project: { type: 'string' },
    },
    USAGE,
  );
  const role = STAFF_ROLES.find((one) => one === values.role);
  if (values.role !== undefined && !role)
    throw new MendableError(`The roles are ${STAFF_ROLES.join(' and ')}. Usage: ${USAGE}`);
  const { uid, revoke, project, 'dry-run': dryRun } = values;
  const all = values.list ? '--list' : values.reclaim ? '--reclaim' : null;
  if (all && (positionals.length > 0 || uid !== undefined)) {
    const one = positionals[0] ?? `--uid ${uid}`;
    throw new MendableError(
      `${all} is for everybody and takes no name. What ${positionals[0] ?? uid} has, you see with: ${COMMAND} ${one} --dry-run`,
    );
  }
  if ((all && (revoke || role || values.reactivate)) || (values.list && values.reclaim))
    throw new MendableError(`${all} goes with --project alone. Usage: ${USAGE}`);
  if (revoke && (role || values.reactivate))
    throw new MendableError(`--revoke takes every role away, and goes with no other. Usage: ${USAGE}`);
  const named = all ? null : nameOne(positionals, uid);
  const app = await connect(project);
  const writes = !values.list && !dryRun;
  if (writes) await agreeToWrite(named ? changeOf(named, values) : 'claim all roles anew', values.yes);
  if (named) await changeRole(app, named, { role, revoke, reactivate: values.reactivate, dryRun, project });
  else if (values.list) await list(app);
  else await reclaimAll(app, dryRun);
  return 0;
});
