import {
  type Access,
  addressOf,
  CALL_FUNCTIONS,
  CALL_NAMES,
  CALLS,
  type CallFunction,
  type CallRule,
} from '../../contract/src/calls/table.ts';

const BEGIN = '<!-- calls -->\n';
const END = '<!-- /calls -->';

const who = (access: Access): string => {
  if (access === 'user') return 'anyone';
  if (access === 'member') return 'accounts';
  return access === 'ownerOrStaff' ? "anyone, and staff for others' too" : access.join(', ');
};

/** The table of calls as Markdown: what docs/security.md says of it. */
function callsTable(): string {
  const rows = CALL_NAMES.map((name) => {
    const { access, limit, needsRecentSignIn }: CallRule = CALLS[name];
    const { givesCredits }: CallFunction = CALL_FUNCTIONS[CALLS[name].function];
    const marks = `${givesCredits ? ' ¹' : ''}${needsRecentSignIn ? ' ²' : ''}`;
    return [`\`${addressOf(name)}\`${marks}`, who(access), limit === 'gate' ? 'as a generation' : `${limit}`];
  });
  const head = ['call', 'who', 'a minute, for each user'];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}

/** A page with its table of calls as the code has it. Throws where the page has no place for one. */
export function withCallsTable(page: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page has no ${BEGIN.trim()} … ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n${callsTable()}\n${page.slice(end)}`;
}
