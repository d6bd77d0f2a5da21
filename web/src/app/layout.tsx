import { Link, Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { BalanceChip } from '../features/balance/balance-chip.tsx';
import { followAccount, useAccount } from '../shared/account.ts';
import { Brand } from '../shared/brand.tsx';
import { useSession } from '../shared/session.ts';
import { AccountMenu } from './account-menu.tsx';
import classes from './layout.module.css';
import { OfflineBanner } from './offline-banner.tsx';

/** What every page behind the sign-in has: the way around, and the balance always in sight. */
export function Layout() {
  const userId = useSession((session) => session.user?.userId);
  const isStaff = useAccount((account) => Boolean(account.staffRole));
  useEffect(() => (userId === undefined ? undefined : followAccount()), [userId]);

  const links = [
    { to: '/', label: 'Studio' },
    { to: '/history', label: 'History' },
    ...(isStaff ? [{ to: '/admin', label: 'Admin' }] : []),
  ];
  return (
    <>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.home} aria-label="Tollgate, to the studio">
            <Brand />
          </Link>
          <nav className={classes.nav} aria-label="Main">
            {links.map(({ to, label }) => (
              <Link
                key={to}
                to={to}
                className={classes.link}
                activeOptions={{ exact: true }}
                activeProps={{ className: classes.active, 'aria-current': 'page' }}
              >
                {label}
              </Link>
            ))}
          </nav>
          <div className={classes.account}>
            <BalanceChip />
            <AccountMenu />
          </div>
        </div>
      </header>
      <OfflineBanner />
      <main id="content" tabIndex={-1} className={classes.main}>
        <Outlet />
      </main>
    </>
  );
}
