import { execFileSync } from 'node:child_process';
import { getApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import '../flows/support.ts';

/**
 * The operator's command for somebody who has just signed up: by uid, because nobody has confirmed the
 * address.
 */
export async function grantRole(email: string, ...more: string[]): Promise<void> {
  const { uid } = await getAuth(getApp('flows')).getUserByEmail(email);
  execFileSync('node', ['scripts/grant-admin.js', '--uid', uid, ...more], { stdio: 'pipe' });
}
