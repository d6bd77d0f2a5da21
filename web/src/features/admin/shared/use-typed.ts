import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';

/**
 * A field whose text goes into the address a moment after the last letter. What the address says otherwise meanwhile,
 * by a step back or a filter that was cleared, wins. `leave` is for the field's blur: who leaves it may be on the way
 * to another page, and must not be called back by what was typed.
 */
export function useTyped(inAddress: string, onTyped: (text: string) => void, waitMs: number) {
  const [text, setText] = useState(inAddress);
  const asked = useRef(inAddress);
  const ask = useDebouncedCallback((typed: string) => {
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
    ask(typed);
  };
  return { text, type, leave: () => ask.flush() };
}
