import { createHash } from 'node:crypto';
import { KNOWN_BLOCKS } from './known-rules.ts';

/** Whether a ruleset may replace the one in force. Pure. */

export type RulesService = 'cloud.firestore' | 'firebase.storage';

export type RulesVerdict =
  /** Nothing is in force, or what the Firebase console puts there for a new database or bucket. */
  | 'nobodys'
  /** Tollgate's own, of this version or an earlier one. */
  | 'ours'
  /** Somebody's, every statement of which the new ruleset has too. */
  | 'kept'
  | 'foreign';

export interface RulesInForce {
  service: RulesService;
  /** `null`: no ruleset is released. */
  live: string | null;
  /** The one that would replace it. */
  local: string;
}

export function judgeRules({ service, live, local }: RulesInForce): RulesVerdict {
  if (live === null || isDefault(service, live)) return 'nobodys';
  const theirs = blocksOf(service, live).filter((block) => !KNOWN_BLOCKS.has(hashOf(block)));
  if (theirs.length === 0) return 'ours';
  const next = statementsOf(plain(local));
  return theirs.every((block) => isWithin(statementsOf(block), next)) ? 'kept' : 'foreign';
}

/**
 * The text without what means nothing: comments and white space. A wildcard is written `<name>`, so that
 * braces are blocks.
 */
function plain(rules: string): string {
  return rules
    .replaceAll(/('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|\/\/.*|\/\*[\s\S]*?\*\//g, (_, text) => text ?? ' ')
    .replaceAll(/\/\{([^{}]*)\}/g, '/<$1>')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{}()[\];:,=<>!&|+*/]) ?/g, '$1')
    .trim();
}

/**
 * The blocks that a service consists of, mostly one; or the whole text, where it isn't written as expected.
 */
export function blocksOf(service: RulesService, rules: string): string[] {
  const text = plain(rules).replace(/^rules_version=(['"])2\1;/, '');
  const start = `service ${service}{`;
  if (!text.startsWith(start) || !text.endsWith('}')) return [text];
  const blocks: string[] = [];
  let depth = 0;
  let block = '';
  for (const statement of statementsOf(text.slice(start.length, -1)).filter(Boolean)) {
    block += statement;
    if (statement.endsWith('{')) depth++;
    else if (statement.endsWith('}')) depth--;
    if (depth === 0) {
      blocks.push(block);
      block = '';
    }
  }
  return block === '' ? blocks : [...blocks, block];
}

const statementsOf = (text: string): string[] => text.split(/(?<=[{};])/);

/** Whether one list has the other's entries, in their order. */
function isWithin(inner: readonly string[], outer: readonly string[]): boolean {
  let found = 0;
  for (const statement of outer) if (statement === inner[found]) found++;
  return found === inner.length;
}

export const hashOf = (block: string): string =>
  createHash('sha256').update(block).digest('hex').slice(0, 24);

const UNTIL = String.raw`request\.time<timestamp\.date\(\d+,\d+,\d+\)`;
const LOCKED_OR_TEST = String.raw`\{allow read,write:if (?:false|${UNTIL});\}`;
const CONSOLE_BLOCK: Record<RulesService, RegExp> = {
  'cloud.firestore': new RegExp(
    String.raw`^match/databases/<database>/documents\{match/<\w+=\*\*>${LOCKED_OR_TEST}\}$`,
  ),
  'firebase.storage': new RegExp(String.raw`^match/b/<bucket>/o\{match/<\w+=\*\*>${LOCKED_OR_TEST}\}$`),
};

/** "Locked mode" and "test mode" of the console, and a service without any block. */
const isDefault = (service: RulesService, rules: string): boolean =>
  blocksOf(service, rules).every((block) => CONSOLE_BLOCK[service].test(block));
