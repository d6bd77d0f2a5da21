import type { StaffRole } from '@tollgate/contract/staff/roles';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { giveRole } from '../../scripts/lib/staff.ts';
import '../flows/support.ts';

/** What the operator's command does with `--uid`, without its process; `tests/flows/grant-admin` runs that. */
export async function grantRole(email: string, role: StaffRole = 'admin'): Promise<void> {
  const account = await getAuth(getApp('flows')).getUserByEmail(email);
  await giveRole({ userId: account.uid, account }, role);
}
