import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLER_NAMES, type CallerName } from './callers.ts';
import { attempt, type Emulator, expected, openEmulator, RULES } from './emulator.ts';
import { type Mutant, mutate } from './mutations.ts';
import { type Expectation, reads } from './reads.ts';
import { seed } from './seed.ts';
import { writes } from './writes.ts';

/**
 * Each in a project of its own: rules are a project's, and whoever writes must not disturb another's reads.
 */
const WORKERS = 3;
const AT_ONCE = 6;

interface Try {
  expectation: Expectation;
  caller: CallerName;
}

const TRIES: readonly Try[] = [...reads, ...writes].flatMap((expectation) =>
  CALLER_NAMES.map((caller) => ({ expectation, caller })),
);

/** Staff, an owner, a stranger: most mutants are found out by one of them. */
const TELLING: ReadonlySet<CallerName> = new Set(['admin', 'ada', 'signedOut']);

/**
 * Likely witnesses first: most mutants are found out by what touches their own collection, and one in a
 * function, which has none, by what touches profiles, where every function decides.
 */
function inOrder({ collection = 'users', opensWrites }: Mutant): Try[] {
  const rank = ({ expectation, caller }: Try) =>
    (expectation.collection === collection ? 0 : 4) +
    ((expectation.kind === 'write') === opensWrites ? 0 : 2) +
    (TELLING.has(caller) ? 0 : 1);
  return TRIES.toSorted((a, b) => rank(a) - rank(b));
}

const fails = async (emulator: Emulator, { expectation, caller }: Try): Promise<boolean> =>
  (await attempt(emulator, expectation, caller)) !== expected(expectation, caller);

/** What fails under these rules, of the first tries of which any does. */
async function witnessesOf(emulator: Emulator, mutant: Mutant): Promise<Try[]> {
  await emulator.loadRules(mutant.rules);
  const tries = inOrder(mutant);
  while (tries.length > 0) {
    const batch = tries.splice(0, AT_ONCE);
    const failed = await Promise.all(batch.map((one) => fails(emulator, one)));
    const witnesses = batch.filter((_, i) => failed[i]);
    if (witnesses.length > 0) return witnesses;
  }
  return [];
}

interface Findings {
  survivors: string[];
  witnesses: Set<Try>;
}

/** Takes mutants from the queue until it is empty. */
async function examine(emulator: Emulator, queue: Mutant[], { survivors, witnesses }: Findings) {
  await seed(emulator.environment);
  for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
    const found = await witnessesOf(emulator, mutant);
    if (found.length === 0) survivors.push(mutant.name);
    for (const witness of found) witnesses.add(witness);
    // No write is expected to go through. Where one did, the documents are no longer what the next mutant
    // starts from.
    if (found.some(({ expectation }) => expectation.kind === 'write')) await seed(emulator.environment);
  }
}

/**
 * Who objects to the rules as they are too, and so has proved nothing; in the same project, as the mutants
 * left it.
 */
async function objectorsIn(emulator: Emulator, witnesses: Iterable<Try>): Promise<string[]> {
  await emulator.loadRules(RULES);
  const asked = [...witnesses];
  const failed = await Promise.all(asked.map((witness) => fails(emulator, witness)));
  return asked
    .filter((_, i) => failed[i])
    .map(({ expectation, caller }) => `${caller}: ${expectation.operation}`);
}

/** Numbers of the lines that grant, deny or decide, the outermost match aside. */
const decidingLines = RULES.split('\n').flatMap((line, i) =>
  /^\s*(allow|return|match \/(?!databases|receipts|api_keys)) ?/.test(line) ? [i + 1] : [],
);

describe('mutations of firestore.rules', () => {
  const emulators: Emulator[] = [];
  beforeAll(async () => {
    for (let i = 0; i < WORKERS; i++) emulators.push(await openEmulator());
  });
  afterAll(() => Promise.all(emulators.map((emulator) => emulator.close())));

  // The one long test: all mutants at once, because each worker takes the next as it comes.
  it('are each found out by an expectation that has nothing against the rules as they are', {
    timeout: 180_000,
  }, async () => {
    const queue = mutate(RULES);
    const findings: Findings = { survivors: [], witnesses: new Set() };
    await Promise.all(emulators.map((emulator) => examine(emulator, queue, findings)));
    expect(findings.survivors).toEqual([]);
    for (const emulator of emulators) expect(await objectorsIn(emulator, findings.witnesses)).toEqual([]);
  });

  it('reach every line that grants, denies or decides', () => {
    const changed = new Set(mutate(RULES).map(({ line }) => line));
    expect(decidingLines.filter((line) => !changed.has(line))).toEqual([]);
    expect(decidingLines.length).toBeGreaterThan(20);
  });
});
