import { type RefObject, useEffect } from 'react';
import { setPaused, useLive } from './live-store.ts';
import { focusFirstRow, isRow } from './rows.ts';

/**
 * Writing and choosing go first, and whatever lies above the page: there, keys mean what they mean
 * everywhere.
 */
const isTaken = (target: Element): boolean =>
  target.closest('input, textarea, select, [contenteditable], [role=menu]') !== null ||
  document.querySelector('[aria-modal=true]') !== null;
const isPressed = (target: Element): boolean => target.closest('button, a, summary, [role=button]') !== null;

/** The keys of the live page, from wherever nothing else needs them. */
export function useKeys(searchRef: RefObject<HTMLInputElement | null>, onHelp: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!(target instanceof Element) || isTaken(target)) return;
      if (key === '/') searchRef.current?.focus();
      else if (key === '?') onHelp();
      else if (key === ' ' && (isRow(target) || !isPressed(target))) setPaused(!useLive.getState().isPaused);
      else if (key !== 'ArrowDown' || target !== document.body || !focusFirstRow()) return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [searchRef, onHelp]);
}
