import type { Moderation } from '@tollgate/contract/config/config';
import { normalForm } from '@tollgate/contract/moderation/normal-form';
import { termFault, termForm } from '@tollgate/contract/moderation/terms';
import { isCutOnPurpose, isDisguised, isOneWord } from './disguise.ts';
import { runsAsTheyLook, runsAsTyped, runsAsWritten } from './reading.ts';
import type { Runs } from './runs.ts';
import { type Candidate, findTerms, type Listed, lettersIn, type TermTree, treeOf } from './terms.ts';

export interface Verdict {
  /** The categories of the terms found, in the order of the configuration. */
  categories: string[];
  /** What it took: comparisons, which grow with the text's length and not faster. */
  steps: number;
}

export type Matcher = (text: string) => Verdict;

/** What is not saved any more may stand in an older configuration. What is no word matches nothing there. */
function listed(owner: string, term: string): Listed[] {
  const fault = termFault(term);
  return fault === 'nothing' || fault === 'short' ? [] : [{ owner, ...termForm(term) }];
}

/** Whether all of it can be read as letters, its symbols too: `a$$` looks like a word, `18+` doesn't. */
const looksLikeLetters = ({ core, hasSymbols }: Listed): boolean =>
  !hasSymbols || lettersIn(runsAsTheyLook(core)) >= lettersIn(runsAsTyped(core));

/**
 * A text is searched twice: as it is written, and as it looks, with letters for look-alikes and digits. Kept
 * apart, so that "ar15" stays a term, and "fall" is not "fail" because an l looks like an i. Where terms have
 * symbols that belong to them, a third time as it is typed.
 */
export function compileMatcher({ categories, allowed }: Pick<Moderation, 'categories' | 'allowed'>): Matcher {
  const terms = Object.entries(categories).flatMap(([owner, list]) =>
    list.flatMap((term) => listed(owner, term)),
  );
  const innocents = allowed.flatMap((term) => listed('', term));
  const isTyped = ({ hasSymbols }: Listed): boolean => hasSymbols;
  const isWritten = (term: Listed): boolean => !isTyped(term);
  const trees = {
    written: treeOf(terms.filter(isWritten), runsAsWritten),
    looked: treeOf(terms.filter(looksLikeLetters), runsAsTheyLook),
    typed: treeOf(terms.filter(isTyped), runsAsTyped),
    innocent: treeOf(innocents.filter(isWritten), runsAsWritten),
    innocentTyped: treeOf(innocents.filter(isTyped), runsAsTyped),
  };
  const needsTyped = [trees.typed, trees.innocentTyped].some(({ root }) => root.next.size > 0);
  const order = Object.keys(categories);
  return (text) => {
    const found = new Set<string>();
    const normal = normalForm(text);
    const runs = runsAsWritten(normal);
    const typed = needsTyped ? runsAsTyped(normal) : null;
    const cover = coverOf(normal.length, [
      [runs, trees.innocent],
      ...(typed ? [[typed, trees.innocentTyped] as const] : []),
    ]);
    let steps = cover.steps;
    const search = (searched: Runs, tree: TermTree, isMeant: (match: Candidate) => boolean) => {
      steps += findTerms(searched, tree, (match) => {
        const { term, first, last } = match;
        if (found.has(term.owner) || !isMeant(match)) return;
        if (!cover.has(searched.placeAt(first), searched.placeAt(last))) found.add(term.owner);
      });
    };
    search(runs, trees.written, (match) => isCutOnPurpose(runs, match));
    const looks = runsAsTheyLook(normal);
    search(looks, trees.looked, (match) => isDisguised(looks, match) && isCutOnPurpose(looks, match));
    if (typed) search(typed, trees.typed, (match) => isOneWord(typed, match));
    return { categories: order.filter((category) => found.has(category)), steps };
  };
}

interface Cover {
  /** Whether an allowed phrase reaches over this part of the text. */
  has: (firstAt: number, lastAt: number) => boolean;
  steps: number;
}

/**
 * Where the text has allowed phrases, as they are listed: places in its normal form, which all readings
 * share.
 */
function coverOf(length: number, readings: readonly (readonly [Runs, TermTree])[]): Cover {
  const searched = readings.filter(([, innocent]) => innocent.root.next.size > 0);
  if (searched.length === 0) return { has: () => false, steps: 0 };
  const reach = new Int32Array(length).fill(-1);
  let steps = 0;
  for (const [runs, innocent] of searched) {
    steps += findTerms(runs, innocent, (match) => {
      const [first, last] = [runs.placeAt(match.first), runs.placeAt(match.last)];
      if (isOneWord(runs, match)) reach[first] = Math.max(reach[first] ?? -1, last);
    });
  }
  for (let at = 1; at < length; at += 1) reach[at] = Math.max(reach[at] ?? -1, reach[at - 1] ?? -1);
  return { has: (firstAt, lastAt) => (reach[firstAt] ?? -1) >= lastAt, steps };
}
