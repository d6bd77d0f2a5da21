import { KIND } from '@tollgate/contract/moderation/normal-form';
import type { TermForm } from '@tollgate/contract/moderation/terms';
import { GAP, type Runs } from './runs.ts';

/** A term, ready to be compared. */
export interface Term {
  /** Whose term it is: a category's name. */
  owner: string;
  runs: Runs;
  isOpenAtStart: boolean;
  isOpenAtEnd: boolean;
}

interface Node {
  next: Map<number, Node>;
  /** The terms that end here. They differ in how often they repeat a letter. */
  terms: Term[];
}

export interface TermTree {
  root: Node;
  /** Whether some term may begin inside a word, so that each letter is a place to look from. */
  hasOpenStart: boolean;
}

const newNode = (): Node => ({ next: new Map(), terms: [] });

/** A term as it was listed, in the form that counts. */
export type Listed = Pick<TermForm, 'core' | 'isOpenAtStart' | 'isOpenAtEnd' | 'hasSymbols'> & {
  owner: string;
};

/** `runsOfTerm` reads a term as the text will be read that is searched with the tree. */
export function treeOf(terms: readonly Listed[], runsOfTerm: (core: string) => Runs): TermTree {
  const tree: TermTree = { root: newNode(), hasOpenStart: false };
  for (const { owner, core, isOpenAtStart, isOpenAtEnd } of terms) {
    const runs = runsOfTerm(core);
    if (runs.length === 0) continue;
    let node = tree.root;
    for (let index = 0; index < runs.length; index += 1) {
      const symbol = runs.symbolAt(index);
      const next = node.next.get(symbol) ?? newNode();
      node.next.set(symbol, next);
      node = next;
    }
    node.terms.push({ owner, runs, isOpenAtStart, isOpenAtEnd });
    tree.hasOpenStart ||= isOpenAtStart;
  }
  return tree;
}

export interface Candidate {
  term: Term;
  /** Indexes of the first and the last run; `last` has a plural's ending in it. */
  first: number;
  last: number;
}

/**
 * Walks the tree from each place where a word may begin. A walk is never longer than the longest term,
 * whatever the text, so the time is at most the letters of the text times those of the longest term. Returns
 * its steps.
 */
export function findTerms(runs: Runs, tree: TermTree, onFound: (found: Candidate) => void): number {
  let steps = 0;
  for (let first = 0; first < runs.length; first += 1) {
    if (runs.gapAt(first) === GAP.none && !tree.hasOpenStart) continue;
    let node: Node | undefined = tree.root;
    for (let index = first; node !== undefined && index < runs.length; index += 1) {
      steps += 1;
      node = node.next.get(runs.symbolAt(index));
      for (const term of node?.terms ?? []) {
        steps += term.runs.length;
        const last = endOf(runs, index, term);
        if (last === null || !beginsAt(runs, first, term) || !repeatsAs(runs, first, term)) continue;
        onFound({ term, first, last });
      }
    }
  }
  return steps;
}

const beginsAt = (runs: Runs, first: number, { isOpenAtStart }: Term): boolean =>
  isOpenAtStart || runs.gapAt(first) !== GAP.none;

/** The last run of the match, if the word ends there or goes on as a plural does. */
function endOf(runs: Runs, index: number, term: Term): number | null {
  if (term.isOpenAtEnd || endsAfter(runs, index)) return index;
  const plural = pluralAfter(runs, index, term);
  return plural > 0 && endsAfter(runs, index + plural) ? index + plural : null;
}

const endsAfter = (runs: Runs, index: number): boolean =>
  runs.gapAt(index + 1) !== GAP.none || runs.kindAt(index + 1) === KIND.hangul;

const codes = (letters: string): Set<number> => new Set([...letters].map((letter) => letter.charCodeAt(0)));
const PLURAL = codes('sz');
const BEFORE_ES = codes('szxh');
const E = codes('e');
const LEAST_LETTERS_FOR_PLURAL = 3;

/**
 * How many runs of a plural's ending follow: "drug" stands for "drugs" too. Only single words of Latin
 * letters have one.
 */
function pluralAfter(runs: Runs, index: number, { runs: own }: Term): number {
  if (!isLatinWord(own) || lettersIn(own) < LEAST_LETTERS_FOR_PLURAL) return 0;
  const isNext = (offset: number, letters: Set<number>) =>
    runs.gapAt(index + offset) === GAP.none && letters.has(runs.symbolAt(index + offset));
  if (isNext(1, PLURAL)) return 1;
  return BEFORE_ES.has(own.symbolAt(own.length - 1)) && isNext(1, E) && isNext(2, PLURAL) ? 2 : 0;
}

function isLatinWord(own: Runs): boolean {
  for (let index = 0; index < own.length; index += 1) {
    if (own.kindAt(index) !== KIND.letter || (index > 0 && own.gapAt(index) !== GAP.none)) return false;
  }
  return true;
}

export function lettersIn(runs: Runs): number {
  let letters = 0;
  for (let index = 0; index < runs.length; index += 1) letters += runs.countAt(index);
  return letters;
}

const LEAST_LETTERS_FOR_DOUBLE = 4;

/**
 * Whether no letter stands more often than the term has it, but for stress: three or more of a letter stand
 * for one, and two do in terms that are long enough not to become another word ("god" and "good"). Of an
 * emoji any number is one.
 */
function repeatsAs(runs: Runs, first: number, { runs: own }: Term): boolean {
  const isLong = lettersIn(own) >= LEAST_LETTERS_FOR_DOUBLE;
  for (let offset = 0; offset < own.length; offset += 1) {
    const [there, count] = [runs.countAt(first + offset), own.countAt(offset)];
    const isEnough = there > 2 || isLong || isPicture(own, offset);
    if (there !== count && !(there > count && isEnough)) return false;
  }
  return true;
}

/** `c+` is not `c++`, but one 💀 stands for many. */
const isPicture = (own: Runs, offset: number): boolean =>
  own.kindAt(offset) === KIND.joiner && own.symbolAt(offset) > 0x7f;
