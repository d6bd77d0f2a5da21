import type { StaffRole } from '@tollgate/contract/staff/roles';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import type { Browser } from 'playwright-core';
import { giveRole } from '../../scripts/lib/staff.ts';
import { signUpAs } from '../flows/support.ts';
import { type Look, signIn, type Visitor, visit } from './browser.ts';

/** The command with `--uid`, without its process; tests/flows/grant-admin runs the command itself. */
export async function grantRole(email: string, role: StaffRole = 'admin'): Promise<void> {
  const account = await getAuth(getApp('flows')).getUserByEmail(email);
  await giveRole({ userId: account.uid, account }, role);
}

/** An account with a role that nobody has opened a page with yet. */
export async function makeStaff(email: string, role: StaffRole = 'admin'): Promise<void> {
  await signUpAs(email);
  await grantRole(email, role);
}

/**
 * A member of staff at their browser. They have the role before the page listens for it: what is written just
 * as a page begins to listen is lost now and then, because the official emulator may announce a later time
 * before it sends the change.
 */
export async function staffAt(
  browser: Browser,
  email: string,
  { role, ...look }: Look & { role?: StaffRole } = {},
): Promise<Visitor> {
  await makeStaff(email, role);
  const visitor = await visit(browser, look);
  await signIn(visitor, email);
  return visitor;
}
