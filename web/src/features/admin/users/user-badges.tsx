import type { UserStatus } from '@tollgate/contract/account/status';
import type { User } from '@tollgate/contract/account/user';
import type { Tier } from '@tollgate/contract/pricing/tiers';
import { useTranslation } from 'react-i18next';
import classes from './user-badges.module.css';

export function UserStatusBadge({ status }: { status: UserStatus }) {
  const { t } = useTranslation('admin-users');
  return (
    <span className={classes.badge} data-status={status} data-testid="user-status">
      {t(`status.${status}`)}
    </span>
  );
}

export function TierBadge({ tier }: { tier: Tier }) {
  const { t } = useTranslation('admin-users');
  return (
    <span className={classes.plain} data-tier={tier} data-testid="user-tier">
      {t(`tier.${tier}`)}
    </span>
  );
}

/** What is special about somebody: nothing, for most. */
export function RoleBadge({ user: { role, isGuest } }: { user: User }) {
  const { t } = useTranslation('admin-users');
  if (role === 'user' && !isGuest) return null;
  return (
    <span className={classes.badge} data-role={role} data-testid="user-role">
      {role === 'user' ? t('guest') : t(`role.${role}`)}
    </span>
  );
}
