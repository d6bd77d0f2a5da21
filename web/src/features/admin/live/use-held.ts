import { type RefObject, useEffect, useState } from 'react';
import { setHeld } from './live-store.ts';

/**
 * Holds the rows where they are while somebody reads them: scrolled down among them, with the keyboard in
 * them, or with one of them open. `topRef` marks where they begin.
 */
export function useHeld(
  listRef: RefObject<HTMLElement | null>,
  topRef: RefObject<HTMLElement | null>,
  isOpen: boolean,
): void {
  const [isScrolled, setScrolled] = useState(false);
  const [isFocused, setFocused] = useState(false);
  useEffect(() => {
    const [list, top] = [listRef.current, topRef.current];
    if (!list || !top) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry) setScrolled(!entry.isIntersecting && entry.boundingClientRect.top < 0);
    });
    observer.observe(top);
    const onFocus = () => setFocused(list.querySelector('[data-row]:focus') !== null);
    // Another window took the focus: the row still has it here.
    const onBlur = () => requestAnimationFrame(() => document.hasFocus() && onFocus());
    list.addEventListener('focusin', onFocus);
    list.addEventListener('focusout', onBlur);
    return () => {
      observer.disconnect();
      list.removeEventListener('focusin', onFocus);
      list.removeEventListener('focusout', onBlur);
    };
  }, [listRef, topRef]);
  useEffect(() => setHeld(isScrolled || isFocused || isOpen), [isScrolled, isFocused, isOpen]);
}
