import { Kbd } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { StaffRole } from '@tollgate/contract/staff/roles';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './palette-button.module.css';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));

const MODIFIER = /Mac|iP(hone|ad|od)/.test(navigator.userAgent) ? '⌘' : 'Ctrl';

/** Downloads the palette when it is first asked for, by the keys or by hand. */
export function PaletteButton({ role }: { role: StaffRole }) {
  const { t } = useTranslation('admin');
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setAsked((before) => before + 1);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        className={classes.button}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setAsked(asked + 1)}
      >
        <IconSearch size={16} stroke={1.6} aria-hidden="true" />
        <span>{t('goTo')}</span>
        <Kbd size="xs">{MODIFIER} K</Kbd>
      </button>
      {asked > 0 && (
        <Suspense>
          <Palette role={role} asked={asked} />
        </Suspense>
      )}
    </>
  );
}
