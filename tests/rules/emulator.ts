import { readFileSync } from 'node:fs';
import { initializeTestEnvironment, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { collection, type Firestore, setLogLevel } from 'firebase/firestore';
import { CALLERS, type CallerName } from './callers.ts';
import type { Expectation } from './reads.ts';

export const RULES = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');

export interface Emulator {
  environment: RulesTestEnvironment;
  /** The database as that caller's browser sees it; the same connection each time. */
  as: (caller: CallerName) => Firestore;
  loadRules: (rules: string) => Promise<void>;
  close: () => Promise<void>;
}

/** A project of its own in the emulator that is running, under the rules of this repository. */
export async function openEmulator(): Promise<Emulator> {
  if (!process.env.FIRESTORE_EMULATOR_HOST)
    throw new Error(
      'The rules tests need a Firestore emulator: npm run stack -- npx vitest run --config tests/rules/vitest.config.ts',
    );
  // Denials are what is being tested; the SDK would print each.
  setLogLevel('silent');
  const projectId = `demo-rules-${crypto.randomUUID()}`;
  const loadRules = (rules: string) => initializeTestEnvironment({ projectId, firestore: { rules } });
  const environment = await loadRules(RULES);
  const open = new Map<CallerName, Firestore>();
  const connect = (caller: CallerName): Firestore => {
    const { token } = CALLERS[caller];
    const context = token
      ? environment.authenticatedContext(caller, token)
      : environment.unauthenticatedContext();
    // rules-unit-testing gives the older kind of handle; a reference made from it leads to the one that we
    // use.
    return collection(context.firestore(), 'users').firestore;
  };
  return {
    environment,
    as: (caller) => {
      const firestore = open.get(caller) ?? connect(caller);
      open.set(caller, firestore);
      return firestore;
    },
    loadRules: async (rules) => void (await loadRules(rules)),
    close: () => environment.cleanup(),
  };
}

export type Verdict = 'allowed' | 'denied';

/** What the rules said. Any other failure is thrown: a database that cannot be reached has denied nothing. */
export async function attempt(
  emulator: Emulator,
  expectation: Expectation,
  caller: CallerName,
): Promise<Verdict> {
  try {
    await expectation.run(emulator.as(caller), caller);
    return 'allowed';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'permission-denied') return 'denied';
    // The rules let an update through, and then the document was not there.
    if (code === 'not-found') return 'allowed';
    throw error;
  }
}

export const expected = (expectation: Expectation, caller: CallerName): Verdict =>
  expectation.allowed.includes(caller) ? 'allowed' : 'denied';
