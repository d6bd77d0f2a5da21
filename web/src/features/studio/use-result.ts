import type { GenerationResult } from '@tollgate/client';
import { useCallback, useEffect, useState } from 'react';
import { tollgate } from '../../shared/sdk.ts';

export type Loaded =
  | { kind: 'waiting' }
  | { kind: 'ready'; result: GenerationResult; isRenewed: boolean }
  /** Nothing is kept of it, or not any more. */
  | { kind: 'gone' }
  | { kind: 'failed' };

/**
 * What an activity made, asked for once it is wanted. An address is short-lived: `renew` gets a fresh one.
 */
export function useResult(activityId: string, isWanted: boolean): { loaded: Loaded; renew: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ kind: 'waiting' });
  const load = useCallback(
    async (isRenewed: boolean) => {
      const answer = await tollgate().getResult(activityId);
      if (!answer.success) return setLoaded({ kind: answer.code === 'not_found' ? 'gone' : 'failed' });
      const { result } = answer.data;
      setLoaded(result ? { kind: 'ready', result, isRenewed } : { kind: 'gone' });
    },
    [activityId],
  );
  useEffect(() => {
    if (isWanted) void load(false);
  }, [load, isWanted]);
  return { loaded, renew: useCallback(() => void load(true), [load]) };
}
