import { useCallback, useEffect, useState } from 'react';
import type { UsageSummary } from '../api.ts';
import { useCreditsContext, useCreditsState } from './context.ts';
import type { CreditsFailure } from './store.ts';

/**
 * What the signed-in user has used, by service and by UTC day and month: one call, made again when credits come or go.
 * After a failure, `usage` is what was known before it. `isWanted: false` asks for nothing.
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
  const [usage, setUsage] = useState<UsageSummary | null>(null);
  const [error, setError] = useState<CreditsFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  const ownedMicro = balance && balance.creditsMicro + balance.heldMicro;
  // The balance is there in a moment, and would have it asked for twice.
  const isReady = isWanted && (balance !== null || failure !== null);

  // What one user has used is nothing to the next.
  useEffect(() => {
    setUsage(null);
    setError(null);
  }, [userId]);

  // What is owned is when to ask again: a hold changes nothing of it, each charge does.
  useEffect(() => {
    if (!userId || !isReady) return;
    let isCurrent = true;
    void source.getUsage().then((answer) => {
      if (!isCurrent) return;
      setError(answer.success ? null : { code: answer.code, message: answer.message });
      if (answer.success) setUsage(answer.data);
    });
    return () => {
      isCurrent = false;
    };
  }, [source, userId, isReady, ownedMicro, attempt]);

  return { usage, error, reload: useCallback(() => setAttempt((count) => count + 1), []) };
}
