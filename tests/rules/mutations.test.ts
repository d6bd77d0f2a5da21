import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLER_NAMES } from './callers.ts';
import { attempt, type Emulator, expected, openEmulator, RULES } from './emulator.ts';
import { type Mutant, mutate } from './mutations.ts';
import { type Expectation, reads } from './reads.ts';
import { seed } from './seed.ts';
import { writes } from './writes.ts';

const WORKERS = 4;

/** Likely witnesses first: most mutants are found out by what touches their own collection. */
function inOrder({ collection, opensWrites }: Mutant): Expectation[] {
  const rank = (expectation: Expectation) =>
    (expectation.collection === collection ? 0 : 2) +
    ((expectation.kind === 'write') === opensWrites ? 0 : 1);
  return [...reads, ...writes].toSorted((a, b) => rank(a) - rank(b));
}

/** Whether an expectation fails under these rules; the first that does ends the search. */
async function isFoundOut(emulator: Emulator, mutant: Mutant): Promise<boolean> {
  await seed(emulator.environment);
  await emulator.loadRules(mutant.rules);
  for (const expectation of inOrder(mutant)) {
    const wrong = await Promise.all(
      CALLER_NAMES.map(
        async (caller) => (await attempt(emulator, expectation, caller)) !== expected(expectation, caller),
      ),
    );
    if (wrong.includes(true)) return true;
  }
  return false;
}

/** Nothing may be found wrong with the rules as they are: a run that objects to everything proves nothing. */
const UNCHANGED: Mutant = { name: 'the rules as they are', line: 0, rules: RULES, opensWrites: false };

/** Numbers of the lines that grant, deny or decide, the outermost match aside. */
const decidingLines = RULES.split('\n').flatMap((line, i) =>
  /^\s*(allow|return|match \/(?!databases|receipts)) ?/.test(line) ? [i + 1] : [],
);

describe('mutations of firestore.rules', () => {
  const emulators: Emulator[] = [];
  beforeAll(async () => {
    for (let i = 0; i < WORKERS; i++) emulators.push(await openEmulator());
  });
  afterAll(() => Promise.all(emulators.map((emulator) => emulator.close())));

  it('are each found out by an expectation', async () => {
    const queue = [UNCHANGED, ...mutate(RULES)];
    const survivors: string[] = [];
    const work = async (emulator: Emulator) => {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        if (!(await isFoundOut(emulator, mutant))) survivors.push(mutant.name);
      }
    };
    await Promise.all(emulators.map(work));
    expect(survivors).toEqual([UNCHANGED.name]);
  });

  it('reach every line that grants, denies or decides', () => {
    const changed = new Set(mutate(RULES).map(({ line }) => line));
    expect(decidingLines.filter((line) => !changed.has(line))).toEqual([]);
    expect(decidingLines.length).toBeGreaterThan(20);
  });
});
