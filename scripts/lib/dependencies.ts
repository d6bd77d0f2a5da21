import { cruise, type IModule } from 'dependency-cruiser';
import { FORBIDDEN, OPTIONS, RESOLVE } from './dependency-rules.ts';

/** Who imports whom, read by dependency-cruiser and held against the rules. */

interface Dependencies {
  files: number;
  forbidden: Forbidden[];
  /** Each domain of the functions with those that it imports. */
  arrows: string[];
}

interface Forbidden {
  rule: string;
  path: string;
  message: string;
}

export async function findDependencies(root: string, folders: string[]): Promise<Dependencies> {
  const options = { ...OPTIONS, baseDir: root, validate: true, ruleSet: { forbidden: FORBIDDEN } };
  const { output } = await cruise(folders, options, RESOLVE);
  if (typeof output === 'string') throw new Error('a result was expected, and no report');
  const { modules, summary } = output;
  const own = modules.filter(({ source }) => !source.includes('node_modules/'));
  const reasons = new Map(FORBIDDEN.map(({ name, comment }) => [name, comment]));
  const forbidden = summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    path: from,
    message: `must not import ${cycle?.map(({ name }) => name).join(' → ') ?? to}: ${reasons.get(rule.name)}`,
  }));
  return { files: own.length, forbidden, arrows: arrowsBetween(own) };
}

const domainOf = (file: string): string | undefined => /^functions\/src\/([^/]+)\//.exec(file)?.[1];

function arrowsBetween(modules: IModule[]): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = domainOf(source);
    if (from === undefined || source.includes('.test.')) continue;
    for (const { resolved } of dependencies) {
      const to = domainOf(resolved);
      if (to !== undefined && to !== from) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  }
  return [...arrows].map(([from, to]) => `${from} → ${[...to].sort().join(', ')}`).sort();
}
