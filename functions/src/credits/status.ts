import type { User } from '@tollgate/contract/account/user';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';

/** The refusal of a user whose status doesn't let them act; `null` for everybody else. */
export function refuseByStatus({ status, statusReason }: User): Refusal | null {
  const why = statusReason ? ` (${statusReason})` : '';
  if (status === 'active') return null;
  if (status === 'paused') return refuse('paused', `This account is paused${why}. Ask support to resume it.`);
  return refuse('suspended', `This account is ${status}${why}. Ask support if you think that is wrong.`);
}
