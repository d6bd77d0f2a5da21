import { moderate } from '../../functions/src/moderation/decide.ts';
import { measuredConfig } from './config.ts';
import { knownFalseAlarms, linesOf, passed } from './passed.ts';
import { knownMisses, listed, refused } from './refused.ts';

const categoriesOf = (prompt: string): string[] => {
  const judged = moderate(prompt, measuredConfig);
  return judged.kind === 'refusal' ? (judged.details.categories ?? []) : [];
};

export interface Measured {
  /** Prompts that must be refused, and those of them that are, for the category they are listed under. */
  mustRefuse: number;
  found: number;
  mustPass: number;
  falseAlarms: number;
  /** Of all that is refused, how much must be. */
  precision: number;
  /** Of all that must be refused, how much is. */
  recall: number;
  /**
   * Prompts judged otherwise than they are listed; known misses and known false alarms are listed as what
   * they are.
   */
  surprises: string[];
}

/** Judges the whole measured set, what is known to go wrong included. */
export function measure(): Measured {
  const [ordinary, misses] = [listed(refused), listed(knownMisses)];
  const mustRefuse = [...ordinary, ...misses];
  const alarms = linesOf(knownFalseAlarms);
  const mustPass = [...linesOf(passed), ...alarms];
  const found = mustRefuse.filter(({ category, prompt }) => categoriesOf(prompt).includes(category));
  const falseAlarms = mustPass.filter((prompt) => categoriesOf(prompt).length > 0);
  const surprises = [
    ...ordinary.filter((one) => !found.includes(one)),
    ...misses.filter((one) => found.includes(one)),
  ].map(({ hidden, prompt }) => `${hidden}: ${prompt}`);
  surprises.push(...mustPass.filter((prompt) => falseAlarms.includes(prompt) !== alarms.includes(prompt)));
  return {
    mustRefuse: mustRefuse.length,
    found: found.length,
    mustPass: mustPass.length,
    falseAlarms: falseAlarms.length,
    precision: found.length / (found.length + falseAlarms.length),
    recall: found.length / mustRefuse.length,
    surprises,
  };
}
