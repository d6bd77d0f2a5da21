import { useDebouncedCallback } from '@mantine/hooks';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

/**
 * A field whose text goes into the address a moment after the last letter. What the address says otherwise
 * meanwhile, by a step back or a filter that was cleared, wins; and who is by then on the way to another
 * page, which may still be loading, is not called back.
 */
export function useTyped(inAddress: string, onTyped: (text: string) => void, waitMs: number) {
  const { history } = useRouter();
  const [text, setText] = useState(inAddress);
  const asked = useRef(inAddress);
  const ask = useDebouncedCallback((typed: string, path: string) => {
    if (history.location.pathname !== path) return;
    asked.current = typed.trim();
    onTyped(asked.current);
  }, waitMs);
  useEffect(() => {
    if (inAddress === asked.current) return;
    asked.current = inAddress;
    ask.cancel();
    setText(inAddress);
  }, [inAddress, ask]);
  const type = (typed: string) => {
    setText(typed);
    ask(typed, history.location.pathname);
  };
  return { text, type };
}
