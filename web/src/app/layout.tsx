import { Link, Outlet } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { BalanceChip } from '../features/balance/balance-chip.tsx';
import { followAccount, useAccount } from '../shared/account.ts';
import { Brand } from '../shared/brand.tsx';
import { useSession } from '../shared/session.ts';
import { AccountMenu } from './account-menu.tsx';
import classes from './layout.module.css';
import { OfflineBanner } from './offline-banner.tsx';
import { PagePending } from './page-states.tsx';

/** What every page behind the sign-in has: the way around, and the balance always in sight. */
export function Layout() {
  const { t } = useTranslation();
  const userId = useSession((session) => session.user?.userId);
  const isGuest = useSession((session) => session.user?.isGuest);
  const isStaff = useAccount((account) => Boolean(account.staffRole));
  // Somebody who signs up keeps their id, and becomes somebody else to everything that was fetched.
  useEffect(() => (userId === undefined ? undefined : followAccount()), [userId, isGuest]);

  const links = [
    { to: '/', label: t('nav.studio'), exact: true },
    { to: '/history', label: t('nav.history'), exact: true },
    { to: '/account', label: t('nav.account'), exact: true },
    ...(isStaff ? [{ to: '/admin', label: t('nav.admin'), exact: false }] : []),
  ];
  return (
    <>
      <a href="#content" className={classes.skip}>
        {t('nav.skip')}
      </a>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.home} aria-label={t('nav.toStudio')}>
            <Brand />
          </Link>
          <nav className={classes.nav} aria-label={t('nav.main')}>
            {links.map(({ to, label, exact }) => (
              <Link
                key={to}
                to={to}
                className={classes.link}
                activeOptions={{ exact }}
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
        {/* Another user gets pages of their own: what was written or shown on this one is not theirs. */}
        <Suspense key={userId} fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
    </>
  );
}
