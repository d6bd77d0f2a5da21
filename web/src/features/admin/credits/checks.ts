import type { ConfigDocument } from '@tollgate/contract/config/config';
import { strictConfigSchemas } from '@tollgate/contract/config/config.schema';
import { TERM_FAULTS, type TermFault, termForm } from '@tollgate/contract/moderation/terms';
import { TIERS } from '@tollgate/contract/pricing/tiers';
import type * as z from 'zod';
import { kindOfField } from '../shared/amounts.ts';
import { isTree, type Tree, valueAt } from '../shared/diff.ts';

/** The contract's own check of what is about to be saved, with its findings as words of this page. */

export interface Fault {
  path: string[];
  /** Of `admin-credits`, below `checks`. */
  word:
    | 'required'
    | 'amount'
    | 'money'
    | 'whole'
    | 'aboveNothing'
    | 'atLeast'
    | 'atMost'
    | 'text'
    | 'tooLong'
    | 'name'
    | 'defaultAboveMost'
    | 'bonusAboveAll'
    | 'oneBest'
    | 'tooDear'
    | 'ascending'
    | 'tooMany'
    | `term.${TermFault}`
    | 'unknownService'
    | 'unknown';
  /** The bound, in the field's own unit. */
  bound: number | null;
  /** Of a term: what it comes to. */
  becomes?: string;
}

export type Checked = { kind: 'good'; config: Tree } | { kind: 'faulty'; faults: Fault[] };

/** `services`: the price book in force, where it is known; limits name services of it. */
export function check(document: ConfigDocument, draft: Tree, services?: unknown): Checked {
  const result = (strictConfigSchemas[document] as z.ZodType<Tree>).safeParse(draft);
  const issues = result.error?.issues ?? [];
  const faults = issues.map((issue) => faultOf(issue, draft));
  if (document === 'limits' && isTree(services)) faults.push(...unknownServices(draft, services));
  return result.success && faults.length === 0
    ? { kind: 'good', config: result.data }
    : { kind: 'faulty', faults };
}

const unknownServices = (draft: Tree, services: Tree): Fault[] =>
  TIERS.flatMap((tier) => {
    const limits = valueAt(draft, ['perMonthByTier', tier]);
    return Object.keys(isTree(limits) ? limits : {})
      .filter((service) => !Object.hasOwn(services, service))
      .map((service) => ({
        path: ['perMonthByTier', tier, service],
        word: 'unknownService' as const,
        bound: null,
      }));
  });

function faultOf(issue: z.core.$ZodIssue, draft: Tree): Fault {
  const path = issue.path.map(String);
  const fault: unknown = issue.code === 'custom' ? issue.params?.fault : undefined;
  if (fault === 'oneBest') return { path, word: fault, bound: null };
  const term = TERM_FAULTS.find((one) => one === fault);
  if (term)
    return {
      ...{ path, word: `term.${term}`, bound: null },
      becomes: termForm(String(valueAt(draft, path))).shown,
    };
  return { path, word: wordOf(issue, path, draft), bound: boundOf(issue) };
}

const boundOf = (issue: z.core.$ZodIssue): number | null => {
  if (issue.code === 'too_small') return Number(issue.minimum);
  return issue.code === 'too_big' ? Number(issue.maximum) : null;
};

function wordOf(issue: z.core.$ZodIssue, path: string[], draft: Tree): Fault['word'] {
  const field = path.at(-1) ?? '';
  const kind = kindOfField(field);
  const value = valueAt(draft, path);
  if (issue.code === 'invalid_type') {
    if (value === '' || value === undefined) return 'required';
    if (issue.expected === 'string') return 'text';
    if (kind === 'credits') return 'amount';
    return kind === 'count' ? 'whole' : 'money';
  }
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return 'required';
    return kind === 'credits' && Number(issue.minimum) > 0 ? 'aboveNothing' : 'atLeast';
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return 'tooLong';
    return issue.origin === 'array' ? 'tooMany' : 'atMost';
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_format') return 'name';
  if (issue.code !== 'custom') return 'unknown';
  if (field === 'defaultUnits') return 'defaultAboveMost';
  if (field === 'bonusMicro') return 'bonusAboveAll';
  if (field === 'maxUnits') return 'tooDear';
  if (path[0] === 'abuse') return 'ascending';
  if (path[0] === 'categories' || path[0] === 'allowed') return 'tooMany';
  return path.length === 1 ? 'tooMany' : 'unknown';
}
