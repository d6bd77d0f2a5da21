import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** The SDK's reference, of its declarations as they are shipped: what a docstring says is what it says. */

interface Declaration {
  name: string;
  kind: 'function' | 'const' | 'class' | 'interface' | 'type';
  /** The docstring, as text. */
  says: string;
  code: string;
}

const STARTS = /^export (?:declare )?(?:abstract )?(function|const|class|interface|type) (\w+)/;

/** `/** One. *\/` as "One." */
const textOf = (comment: string): string =>
  comment
    .replace(/^\s*\/\*\*?/, '')
    .replace(/\*\/\s*$/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join('\n')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .trim();

/**
 * The declarations of a file that `tsc` has written: what begins a line at its first column begins a
 * declaration.
 */
export function declarationsIn(text: string): Declaration[] {
  const found: Declaration[] = [];
  let comment = '';
  for (const chunk of text.split(/\n(?=\/\*\*|export |import |declare |type |interface |const )/)) {
    if (chunk.startsWith('/**')) {
      comment = chunk;
      continue;
    }
    const [, kind, name] = STARTS.exec(chunk) ?? [];
    if (name && isKind(kind)) {
      const code = chunk.replace(/^export (?:declare )?/, '').replace(/\nexport \{\};?\s*$/, '');
      found.push({ name, kind, says: textOf(comment), code: code.trimEnd().replaceAll('    ', '  ') });
    }
    comment = '';
  }
  return found;
}

const isKind = (word: string | undefined): word is Declaration['kind'] =>
  word !== undefined && ['function', 'const', 'class', 'interface', 'type'].includes(word);

/** What an entry exports: its own, and what it hands on by name. */
function exportsOf(entry: string): Declaration[] {
  const text = fs.readFileSync(entry, 'utf8');
  const handedOn = [...text.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)].flatMap(
    ([, names = '', from = '']) => {
      const file = path.join(path.dirname(entry), from.replace(/\.js$/, '.d.ts'));
      const declared = new Map(declarationsIn(fs.readFileSync(file, 'utf8')).map((one) => [one.name, one]));
      return names.split(',').flatMap((written) => {
        const [name = '', exportedAs = name] = written
          .trim()
          .replace(/^type /, '')
          .split(' as ');
        if (name === '') return [];
        const declaration = declared.get(name);
        if (!declaration) throw new Error(`${file} declares no ${name}, which ${entry} exports`);
        const code = declaration.code.replace(name, exportedAs);
        return [{ ...declaration, name: exportedAs, code }];
      });
    },
  );
  return [...declarationsIn(text), ...handedOn];
}

const ORDER: readonly Declaration['kind'][] = ['function', 'const', 'class', 'interface', 'type'];
/** What one looks for first. */
const PROMINENT = new Set(['Tollgate', 'TollgateServer']);

const byKindAndName = (one: Declaration, other: Declaration): number =>
  Number(one.kind !== 'function') - Number(other.kind !== 'function') ||
  Number(PROMINENT.has(other.name)) - Number(PROMINENT.has(one.name)) ||
  ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) ||
  one.name.localeCompare(other.name, 'en');

function section(title: string, entry: string, known: Set<string>): string {
  const parts = exportsOf(entry)
    .sort(byKindAndName)
    // What another entry has said already is not said twice.
    .filter(({ name }) => !known.has(name))
    .map(({ name, says, code }) => {
      known.add(name);
      return [`### ${name}`, says, `\`\`\`ts\n${code}\n\`\`\``].filter((part) => part !== '').join('\n\n');
    });
  return [`## ${title}`, ...parts].join('\n\n');
}

const manifestSchema = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.union([z.string(), z.object({ types: z.string() })])),
});

/** The whole reference, as Markdown, of the package in `folder`. */
export function referenceOf(folder: string): string {
  const { name, exports } = manifestSchema.parse(
    JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')),
  );
  const known = new Set<string>();
  const sections = Object.entries(exports).flatMap(([subpath, entry]) =>
    typeof entry === 'string'
      ? []
      : [section(`${name}${subpath.slice(1)}`, path.join(folder, entry.types), known)],
  );
  const head = [
    '# The SDK, name by name',
    'Written by `npm run reference` from the docstrings in `client/`; `npm test` checks that it is up to date. How to begin is in',
    '[integrate.md](integrate.md).',
  ];
  return `${head[0]}\n\n${head[1]}\n${head[2]}\n\n${sections.join('\n\n')}\n`;
}
