import { whenUserGoes } from '../../../shared/session.ts';
import { admin } from './admin.ts';

const known = new Map<string, Promise<string>>();
whenUserGoes(() => known.clear());

/**
 * The email of whoever did something; what is no user's id, such as `preset:studio` or `system`, stays as it
 * is.
 */
export function whoIs(actorId: string): Promise<string> {
  if (!/^[A-Za-z0-9]{20,}$/.test(actorId)) return Promise.resolve(actorId);
  let asked = known.get(actorId);
  if (!asked) {
    asked = admin()
      .one('users', actorId)
      .then((found) => (found.success && found.data?.email) || actorId);
    known.set(actorId, asked);
  }
  return asked;
}
