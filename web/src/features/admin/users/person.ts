import type { User } from '@tollgate/contract/account/user';

/** How somebody is called, where there is something to call them by. */
export const nameOf = ({ displayName, email, userId, isGuest }: User, guest: string): string =>
  displayName || email || (isGuest ? guest : userId);

/** What stands below the name: whatever tells them apart from others of that name. */
export const belowNameOf = ({ displayName, email, userId }: User): string =>
  displayName && email ? email : userId;
