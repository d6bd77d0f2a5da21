import type { Command } from './commands.ts';
import { step } from './model.ts';
import type { Model } from './model-state.ts';

/** A command that ran at the same time as others, when it was decided, and what it answered. */
export interface Event {
  command: Command;
  nowMs: number;
  /** `null`: it never answered, and may have happened or not. */
  answer: string | null;
}

/**
 * What the user may have become by commands that ran at once: the outcomes of those orders in which each of
 * them answers what it did answer. None, if no order explains the answers.
 */
export function explained(model: Model, together: readonly Event[], factor = 1): Model[] {
  const outcomes = together.flatMap(({ command, nowMs, answer }, first) => {
    const next = structuredClone(model);
    const answered = step(next, command, nowMs, factor);
    if (answer !== null && answered !== answer) return [];
    return explained(next, together.toSpliced(first, 1), factor);
  });
  // What is left never answered, or nothing is left: it may end here.
  const mayEnd = together.every(({ answer }) => answer === null);
  return mayEnd ? [model, ...outcomes] : outcomes;
}
