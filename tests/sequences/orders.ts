import type { Command } from './commands.ts';
import { type Model, step } from './model.ts';

/** A command that ran at the same time as others, and what it answered. */
export interface Answered {
  command: Command;
  answer: string;
}

/**
 * What the user may have become by commands that ran at once: the outcomes of those orders in which each of them
 * answers what it did answer. None, if no order explains the answers.
 */
export function explained(model: Model, together: readonly Answered[], nowMs: number, factor = 1): Model[] {
  if (together.length === 0) return [model];
  return together.flatMap(({ command, answer }, first) => {
    const next = structuredClone(model);
    if (step(next, command, nowMs, factor) !== answer) return [];
    return explained(next, together.toSpliced(first, 1), nowMs, factor);
  });
}
