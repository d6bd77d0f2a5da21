import { Skeleton } from '@mantine/core';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../shared/account.ts';
import { PaletteButton } from '../palette/palette-button.tsx';
import classes from './admin-page.module.css';
import { NotStaff } from './not-staff.tsx';
import { SECTIONS } from './sections.ts';

/**
 * What the console's pages have in common. The role decides what is mounted, so losing it detaches every
 * listener.
 */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const staffRole = useAccount((account) => account.staffRole);
  const path = useLocation({ select: ({ pathname }) => pathname });
  const bar = useRef<HTMLElement>(null);
  const isStaff = Boolean(staffRole);
  useEffect(() => {
    // On a narrow screen the sections are a bar that scrolls: where one is should be in sight.
    if (isStaff && path)
      bar.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isStaff, path]);
  if (staffRole === undefined)
    return <Skeleton h={420} radius="lg" aria-label={t('checking')} role="status" />;
  if (staffRole === null) return <NotStaff />;
  return (
    <div className={classes.admin}>
      <nav ref={bar} className={classes.sections} aria-label={t('sections.label')}>
        <PaletteButton role={staffRole} />
        {SECTIONS.map(({ name, to, icon: Icon }) => (
          <Link
            key={name}
            to={to}
            className={classes.section}
            activeProps={{ 'data-active': true, 'aria-current': 'page' }}
          >
            <Icon size={18} stroke={1.6} aria-hidden="true" />
            {t(`sections.${name}`)}
          </Link>
        ))}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}
