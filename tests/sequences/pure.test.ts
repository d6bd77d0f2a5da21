import { isOpen } from '@tollgate/contract/activity/status';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import type * as z from 'zod';
import { type Around, anyCommand, anyMoment, type Command, issue } from './commands.ts';
import { expected, seen, violationsIn } from './compare.ts';
import { configWith } from './config.ts';
import { asActivity, asUser, Memory } from './memory.ts';
import { step } from './model.ts';
import { newModel } from './model-state.ts';
import { newInstance, perform, personOf } from './perform.ts';
import { holds } from './seed.ts';

/**
 * Random lives of one user against the decisions and stores as they are, with a database in memory under
 * them.
 */

process.env.TOLLGATE_HASH_KEY = 'a key for the tests';

const now = vi.hoisted<{ memory: Memory | undefined }>(() => ({ memory: undefined }));
const memory = (): Memory => {
  if (!now.memory) throw new Error('no sequence runs');
  return now.memory;
};

vi.mock('../../functions/src/platform/transact.ts', () => ({
  transact: async (...asked: Parameters<Memory['transact']>) => memory().transact(...asked),
}));
vi.mock('../../functions/src/platform/config.ts', () => ({
  currentConfig: async () => memory().config,
  forgetConfig: () => {},
}));
vi.mock('../../functions/src/platform/clock.ts', () => ({ nowMs: () => memory().nowMs }));
vi.mock('../../functions/src/platform/auth-users.ts', async (original) => ({
  ...(await original<object>()),
  // There is no Authentication here: nobody has proven a mailbox.
  provenEmailsOf: async () => [],
}));
vi.mock('../../functions/src/platform/firestore.ts', () => ({
  db: () => null,
  read: async (path: string, schema: z.ZodType) => {
    const document = memory().documents.get(path);
    return document ? schema.parse(document) : null;
  },
  loadFirestore: async () => {},
}));
vi.mock('../../functions/src/platform/query.ts', () => ({
  queryOf: (_database: null, name: string) => {
    if (name === 'overdueHolds') return memory().query('ai_activity', deadlineOf);
    // All that is open, whenever its deadline is.
    if (name === 'openActivitiesOfUser')
      return memory().query('ai_activity', (activity) => deadlineOf(activity) && 0);
    if (name === 'usersWithExpiredGrants') return memory().query('users', expiryOf);
    // There is one user only, and nobody else with their mailbox.
    if (name === 'usersOfMailbox') return memory().query('users', () => null);
    throw new Error(`nobody has told what ${name} finds`);
  },
}));

const expiryOf = (user: object) => asUser(user).nextExpiryAt;
const deadlineOf = (document: object) => {
  const { status, holdExpiresAt } = asActivity(document);
  return isOpen(status) ? holdExpiresAt : null;
};

/** Half an hour before the day and the month end, so that sequences cross both, and come back. */
const EVENING = Date.UTC(2026, 10, 30, 23, 30);
const USER = 'ada';
const SEQUENCES = 10_000;

const life = fc.array(fc.oneof({ weight: 4, arbitrary: anyCommand }, { weight: 1, arbitrary: anyMoment }), {
  minLength: 1,
  maxLength: 30,
  size: 'max',
});

it('whatever comes in whatever order, the balance is what a plain account of it says', async () => {
  const instance = await newInstance();
  let commands = 0;

  async function live(lived: (Command | Around)[]): Promise<void> {
    now.memory = new Memory(EVENING, configWith(1, { suspends: true }));
    const model = newModel({ suspends: true, nowMs: EVENING });
    const sent: Command[] = [];
    let factor = 1;
    await instance.credits.ensureUser(personOf(USER));
    for (const next of lived) {
      commands++;
      if (next.kind === 'clock') memory().nowMs += next.byMs;
      else if (next.kind === 'price') {
        factor = next.factor;
        memory().config = configWith(factor, { suspends: true });
      } else {
        const command = next.kind === 'repeat' ? sent.at(-1 - next.back) : issue(next, memory().nowMs);
        if (!command) continue;
        sent.push(command);
        const wanted = step(model, command, memory().nowMs, factor);
        const got = await perform(instance, USER, command);
        if (got !== wanted) {
          throw new Error(
            `${JSON.stringify(command)} answered "${got}", and ought to have answered "${wanted}"`,
          );
        }
        const stored = memory().stored(USER);
        expect(seen(stored)).toEqual(expected(model));
        expect(violationsIn(stored)).toEqual([]);
      }
    }
  }

  await holds('the pure core', fc.asyncProperty(life, live), {
    sequences: SEQUENCES,
    told: () => `${commands} commands`,
  });
}, 120_000);
