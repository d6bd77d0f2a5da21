/** Turns the rules around, one place at a time: what a tired person could get wrong in an edit. */

export interface Mutant {
  /** The line, what it was and what it became. */
  name: string;
  line: number;
  rules: string;
  /** The root collection of the match it is in; absent in a function, which serves several. */
  collection?: string | undefined;
  /** Whether it opens writes, so that these are tried first. */
  opensWrites: boolean;
}

interface Change {
  start: number;
  end: number;
  replacement: string;
  opensWrites?: boolean;
}

const METHODS = ['get', 'list', 'create', 'update', 'delete'] as const;
const WIDE: Readonly<Record<string, readonly string[]>> = {
  read: ['get', 'list'],
  write: ['create', 'update', 'delete'],
};

/** `a && (b || c)` → `a`, `(b || c)`: the parts between the operators that no bracket encloses. */
function operands(expression: string, offset: number): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let depth = 0;
  let start = 0;
  const push = (end: number) => {
    const text = expression.slice(start, end);
    const indent = text.length - text.trimStart().length;
    parts.push({ text: text.trim(), start: offset + start + indent });
  };
  for (let i = 0; i < expression.length; i++) {
    if ('([{'.includes(expression.charAt(i))) depth++;
    else if (')]}'.includes(expression.charAt(i))) depth--;
    else if (depth === 0 && /^(&&|\|\|)/.test(expression.slice(i))) {
      push(i);
      start = i + 2;
      i++;
    }
  }
  push(expression.length);
  return parts;
}

/**
 * Every condition: whole and part by part to true, to false and to its opposite; every operator to its
 * counterpart.
 */
function changeCondition(text: string, start: number): Change[] {
  const whole = { text, start };
  const parts = [whole, ...operands(text, start).filter((part) => part.text !== text)];
  const changes = parts.flatMap((part) =>
    ['true', 'false', `!(${part.text})`]
      .filter((replacement) => replacement !== part.text)
      .map((replacement) => ({ start: part.start, end: part.start + part.text.length, replacement })),
  );
  const counterparts: Readonly<Record<string, string>> = { '&&': '||', '||': '&&', '==': '!=', '!=': '==' };
  for (const { 0: operator, index } of text.matchAll(/&&|\|\||==|!=/g)) {
    const at = start + index;
    changes.push({ start: at, end: at + operator.length, replacement: counterparts[operator] ?? operator });
  }
  for (const { 0: item, index } of text.matchAll(/'[a-z]+'/g))
    changes.push({ start: start + index, end: start + index + item.length, replacement: "'somebody'" });
  return changes;
}

/** Every operation that the statement allows taken away, every other one given. */
function changeMethods(list: string, start: number): Change[] {
  const listed = list.split(',').flatMap((word) => WIDE[word.trim()] ?? [word.trim()]);
  const replace = (methods: string[], opensWrites: boolean): Change => ({
    start,
    end: start + list.length,
    replacement: methods.join(', '),
    opensWrites,
  });
  const narrower =
    listed.length > 1
      ? listed.map((taken) =>
          replace(
            listed.filter((method) => method !== taken),
            false,
          ),
        )
      : [];
  const wider = METHODS.filter((method) => !listed.includes(method)).map((given) =>
    replace([...listed, given], given !== 'get' && given !== 'list'),
  );
  return [...narrower, ...wider];
}

function changesOf(rules: string): Change[] {
  const changes: Change[] = [];
  for (const { 1: methods = '', 2: condition = '', index } of rules.matchAll(
    /allow ([a-z, ]+): if ([^;]+);/g,
  )) {
    const methodsStart = index + 'allow '.length;
    // What is never allowed stays so under any list of operations.
    if (condition !== 'false') changes.push(...changeMethods(methods, methodsStart));
    changes.push(...changeCondition(condition, methodsStart + methods.length + ': if '.length));
  }
  for (const { 1: expression = '', index } of rules.matchAll(/return ([^;]+);/g))
    changes.push(...changeCondition(expression, index + 'return '.length));
  // A match that reaches further down, or into any folder.
  for (const { 1: path = '', index } of rules.matchAll(/match (\/(?!databases)\S+) {/g)) {
    // Where nothing is ever allowed, it does not matter how far it reaches.
    if (/^.*\n\s*allow [a-z, ]+: if false;\s*}/.test(rules.slice(index))) continue;
    const start = index + 'match '.length;
    changes.push({ start, end: start, replacement: '/{folder=**}' });
    const end = start + path.length;
    changes.push({ start: end - 1, end, replacement: '=**}' });
  }
  return changes;
}

/** The statement that text at `position` belongs to decides which expectations are likely to notice. */
function collectionAt(rules: string, position: number): string | undefined {
  const block = rules.lastIndexOf('match /', position);
  const isInFunction = rules.lastIndexOf('function ', position) > block;
  return isInFunction ? undefined : /^match \/([a-z_]+)\//.exec(rules.slice(block))?.[1];
}

export function mutate(rules: string): Mutant[] {
  return changesOf(rules).map(({ start, end, replacement, opensWrites = false }) => {
    const mutant = rules.slice(0, start) + replacement + rules.slice(end);
    const lineStart = mutant.lastIndexOf('\n', start) + 1;
    const line = mutant.slice(0, start).split('\n').length;
    return {
      name: `line ${line}: ${mutant.slice(lineStart, mutant.indexOf('\n', lineStart)).trim()}`,
      line,
      rules: mutant,
      collection: collectionAt(rules, start),
      opensWrites,
    };
  });
}
