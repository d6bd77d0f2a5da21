import type { UsageSummary } from '@tollgate/contract/account/usage';
import { useCallback, useEffect, useState } from 'react';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { CreditsFailure } from './store.ts';

interface Known {
  of: string | null | undefined;
  usage: UsageSummary | null;
  error: CreditsFailure | null;
}

const nothingOf = (of: Known['of']): Known => ({ of, usage: null, error: null });

/**
 * What the signed-in user has used, by service and by UTC day and month: one call, made again when credits
 * come or go. After a failure, `usage` is what was known before it. `isWanted: false` asks for nothing.
 */
export function useUsage({ isWanted = true }: { isWanted?: boolean } = {}): {
  /** `null`: not known yet. */
  usage: UsageSummary | null;
  error: CreditsFailure | null;
  /** Asks again, after a failure. */
  reload: () => void;
} {
  const { source } = useCreditsContext();
  const { userId, balance, error: failure } = useCreditsState();
  const [known, setKnown] = useState<Known>(() => nothingOf(userId));
  const [attempt, setAttempt] = useState(0);
  const ownedMicro = balance && balance.creditsMicro + balance.heldMicro;
  // The balance is there in a moment, and would have it asked for twice.
  const isReady = isWanted && (balance !== null || failure !== null);

  // What is owned is when to ask again: a hold changes nothing of it, each charge does.
  useEffect(() => {
    if (!userId || !isReady) return;
    let isCurrent = true;
    void source.getUsage().then((answer) => {
      if (!isCurrent) return;
      setKnown((before) => {
        if (answer.success) return { of: userId, usage: answer.data, error: null };
        const { usage } = before.of === userId ? before : nothingOf(userId);
        return { of: userId, usage, error: { code: answer.code, message: answer.message } };
      });
    });
    return () => {
      isCurrent = false;
    };
  }, [source, userId, isReady, ownedMicro, attempt]);

  // What one user has used is not shown to the next, not for one frame.
  const { usage, error } = known.of === userId ? known : nothingOf(userId);
  return { usage, error, reload: useCallback(() => setAttempt((count) => count + 1), []) };
}
