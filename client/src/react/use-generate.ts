import type { GenerationResult } from '@tollgate/contract/activity/generation';
import { quote } from '@tollgate/contract/pricing/prices';
import { useCallback, useEffect, useRef, useState } from 'react';
import { newId } from '../new-id.ts';
import type { Result } from '../outcome.ts';
import type { GenerateInput } from '../requests.ts';
import { useCreditsContext, useCreditsState } from './context.ts';

export type Generation =
  | { status: 'idle' }
  | { status: 'running'; progress: number; text: string; isCancelling: boolean }
  | { status: 'ended'; outcome: Result<GenerationResult>; text: string };

const IDLE: Generation = { status: 'idle' };
const START: Generation = { status: 'running', progress: 0, text: '', isCancelling: false };

/** After these nobody knows whether it ran: only the same request id makes sure that it is charged once. */
const UNKNOWN_END = new Set(['network', 'unreachable', 'internal', 'contended', 'unconfirmed']);

/**
 * One generation at a time, with its progress, its text as it comes, and its end. It goes on when the
 * component goes away: it is paid for, and is found in the history.
 */
export function useGenerate() {
  const { source, store } = useCreditsContext();
  const { userId, prices } = useCreditsState();
  const [known, setKnown] = useState<{ of: string | null | undefined; generation: Generation }>({
    of: userId,
    generation: IDLE,
  });
  const running = useRef<AbortController | null>(null);
  const last = useRef<{ input: GenerateInput; requestId: string; isUnknown: boolean } | null>(null);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const owner = useRef(userId);
  // What one user made, or may try again, is not the next one's: it is not shown to them, not for one frame.
  const isTheirs = known.of === undefined || userId === undefined || known.of === userId;
  const generation = isTheirs ? known.generation : IDLE;
  const setGeneration = useCallback(
    (change: Generation | ((before: Generation) => Generation)) =>
      setKnown((before) => ({
        of: owner.current,
        generation: typeof change === 'function' ? change(before.generation) : change,
      })),
    [],
  );
  useEffect(() => {
    if (userId === undefined || owner.current === userId) return;
    const isAnother = Boolean(owner.current);
    owner.current = userId;
    if (!isAnother) return;
    running.current = null;
    last.current = null;
    setGeneration(IDLE);
  }, [userId, setGeneration]);

  const run = useCallback(
    async (input: GenerateInput, requestId: string): Promise<Result<GenerationResult> | null> => {
      if (running.current) return null;
      const control = new AbortController();
      running.current = control;
      const update = (change: (before: Generation) => Generation) => {
        if (isMounted.current && running.current === control) setGeneration(change);
      };
      const updateRunning = (change: { progress?: number; text?: string }) =>
        update((before) => (before.status === 'running' ? { ...before, ...change } : before));
      let text = '';
      setGeneration(START);
      // Nobody pays more than what the page knew when they clicked.
      const quoted = prices && quote(prices, input);
      const maxCostMicro = quoted?.kind === 'quote' ? quoted.costMicro : undefined;
      const outcome = await source.generate(
        { maxCostMicro, ...input, requestId },
        {
          signal: control.signal,
          onProgress: (progress) => updateRunning({ progress }),
          onText: (piece) => {
            text += piece;
            updateRunning({ text });
          },
        },
      );
      if (running.current !== control) return outcome;
      // Told of a new price, whoever tries again takes it.
      const told = outcome.details.quote?.costMicro ?? input.maxCostMicro;
      last.current = {
        input: { ...input, maxCostMicro: told },
        requestId,
        isUnknown: !outcome.success && UNKNOWN_END.has(outcome.code),
      };
      update(() => ({ status: 'ended', outcome, text }));
      running.current = null;
      void store.refresh();
      return outcome;
    },
    [source, store, prices, setGeneration],
  );

  return {
    generation,
    isRunning: generation.status === 'running',
    /** Answers its end too; `null` while another one is running. */
    generate: useCallback((input: GenerateInput) => run(input, input.requestId ?? newId()), [run]),
    /**
     * The same again. Where the end of the last one is not known, under its request id: it is charged once.
     */
    retry: useCallback(async () => {
      if (!last.current) return null;
      const { input, requestId, isUnknown } = last.current;
      return run(input, isUnknown ? requestId : newId());
    }, [run]),
    /** Asks it to stop; what it had delivered is charged, and is in its end. */
    cancel: useCallback(() => {
      if (!running.current) return;
      running.current.abort();
      setGeneration((before) => (before.status === 'running' ? { ...before, isCancelling: true } : before));
    }, [setGeneration]),
    reset: useCallback(() => {
      if (!running.current) setGeneration(IDLE);
    }, [setGeneration]),
  };
}
