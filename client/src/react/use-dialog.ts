import { type RefObject, useEffect, useRef } from 'react';

/**
 * The browser's own modal dialog: it keeps the focus inside, gives it back, and closes on Escape. A click
 * beside it closes it too.
 */
export function useDialog(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    // It is told in a turn of its own: in React's strict mode the dialog has been opened again by then.
    const onEnd = () => {
      if (!element.open) close.current();
    };
    const onClick = (event: MouseEvent) => {
      if (event.target === element) close.current();
    };
    element.addEventListener('close', onEnd);
    element.addEventListener('click', onClick);
    element.showModal();
    return () => {
      element.removeEventListener('close', onEnd);
      element.removeEventListener('click', onClick);
      element.close();
    };
  }, []);
  return dialog;
}
