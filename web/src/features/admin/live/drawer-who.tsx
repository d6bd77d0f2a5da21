import type { LiveActivity } from '@tollgate/client';
import { useTranslation } from 'react-i18next';
import { UserLink } from '../shared/user-link.tsx';
import classes from './activity-drawer.module.css';
import { countryName, whoOf } from './words.ts';

/** Whose it is, with the way to all about them. */
export function DrawerWho({ activity }: { activity: LiveActivity }) {
  const { t } = useTranslation('admin-live');
  const { userId, email, country } = activity;
  const who = whoOf(t, activity);
  return (
    <div className={classes.who}>
      <UserLink userId={userId}>{who}</UserLink>
      <span className="break">
        {[email === who ? null : email, country && countryName(country)].filter(Boolean).join(' · ')}
      </span>
    </div>
  );
}
