import type { Moderation } from '@tollgate/contract/config';
import { isCutOnPurpose, isDisguised, isOneWord } from './disguise.ts';
import { normalForm } from './normal-form.ts';
import { runsAsTheyLook, runsAsWritten } from './reading.ts';
import type { Runs } from './runs.ts';
import { type Candidate, findTerms, type TermTree, treeOf } from './terms.ts';

export interface Verdict {
  /** The categories of the terms found, in the order of the configuration. */
  categories: string[];
  /** What it took: comparisons, which grow with the text's length and not faster. */
  steps: number;
}

export type Matcher = (text: string) => Verdict;

const asWritten = (text: string): Runs => runsAsWritten(normalForm(text));
const asItLooks = (text: string): Runs => runsAsTheyLook(normalForm(text));

/**
 * A text is searched twice: as it is written, and as it looks, with letters for look-alikes and digits. Kept apart, so
 * that "ar15" stays a term, and "fall" is not "fail" because an l looks like an i.
 */
export function compileMatcher({ categories, allowed }: Pick<Moderation, 'categories' | 'allowed'>): Matcher {
  const terms = Object.entries(categories).flatMap(([owner, list]) => list.map((term) => ({ owner, term })));
  const written = treeOf(terms, asWritten);
  const looked = treeOf(terms, asItLooks);
  const innocent = treeOf(
    allowed.map((term) => ({ owner: '', term })),
    asWritten,
  );
  const order = Object.keys(categories);
  return (text) => {
    const found = new Set<string>();
    const normal = normalForm(text);
    const runs = runsAsWritten(normal);
    const cover = coverOf(runs, innocent, normal.length);
    let steps = cover.steps;
    const search = (searched: Runs, tree: TermTree, isMeant: (match: Candidate) => boolean) => {
      steps += findTerms(searched, tree, (match) => {
        const { term, first, last } = match;
        if (found.has(term.owner) || !isMeant(match)) return;
        if (!cover.has(searched.placeAt(first), searched.placeAt(last))) found.add(term.owner);
      });
    };
    search(runs, written, (match) => isCutOnPurpose(runs, match));
    const looks = runsAsTheyLook(normal);
    search(looks, looked, (match) => isDisguised(looks, match) && isCutOnPurpose(looks, match));
    return { categories: order.filter((category) => found.has(category)), steps };
  };
}

interface Cover {
  /** Whether an allowed phrase reaches over this part of the text. */
  has: (firstAt: number, lastAt: number) => boolean;
  steps: number;
}

/** Where the text has allowed phrases, letter for letter as they are listed. */
function coverOf(runs: Runs, innocent: TermTree, length: number): Cover {
  if (innocent.root.next.size === 0) return { has: () => false, steps: 0 };
  const reach = new Int32Array(length).fill(-1);
  const steps = findTerms(runs, innocent, (match) => {
    const [first, last] = [runs.placeAt(match.first), runs.placeAt(match.last)];
    if (isOneWord(runs, match)) reach[first] = Math.max(reach[first] ?? -1, last);
  });
  for (let at = 1; at < length; at += 1) reach[at] = Math.max(reach[at] ?? -1, reach[at - 1] ?? -1);
  return { has: (firstAt, lastAt) => (reach[firstAt] ?? -1) >= lastAt, steps };
}
