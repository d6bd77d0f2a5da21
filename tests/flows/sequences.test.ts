import { randomUUID } from 'node:crypto';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { type Around, anyCommand, anyMoment, type Command, issue } from '../sequences/commands.ts';
import { expected, seen, violationsIn } from '../sequences/compare.ts';
import { newModel } from '../sequences/model-state.ts';
import { explained } from '../sequences/orders.ts';
import { type Instance, perform, personOf } from '../sequences/perform.ts';
import { holds } from '../sequences/seed.ts';
import { type Case, cases } from './faults.ts';
import { newPair } from './pair.ts';
import { storedOf, wrongDays } from './stored.ts';

/**
 * Random lives of users with several callers at once, served by two instances that know nothing of each other
 * but what Firestore tells them. Whatever they answered must be what some order of the same commands answers.
 */

vi.mock('../../functions/src/platform/clock.ts', async () => {
  const { cases } = await import('./faults.ts');
  return { nowMs: () => cases.getStore()?.nowMs ?? Date.now() };
});
vi.mock('../../functions/src/platform/config.ts', async () => {
  const { cases } = await import('./faults.ts');
  const { configWith } = await import('../sequences/config.ts');
  return { currentConfig: async () => configWith(cases.getStore()?.factor ?? 1), forgetConfig: () => {} };
});

/** So many lives at a time, each in a time of its own. */
const AT_ONCE = 4;
const TIMES = 50;

const moment = fc.record({
  together: fc.array(anyCommand, { minLength: 1, maxLength: 4, size: 'max' }),
  after: fc.option(anyMoment),
});
const life = fc.array(moment, { minLength: 1, maxLength: 6, size: 'max' });
const lives = fc.array(life, { minLength: AT_ONCE, maxLength: AT_ONCE });
type Moment = { together: (Command | Around)[]; after: Command | Around | null };

let instances: [Instance, Instance];
beforeAll(async () => {
  const { near, far } = await newPair();
  instances = [near, far];
});

let commands = 0;

/** Half an hour before the end of a day that no other flow looks at. */
const evening = (day: number): number =>
  (Math.floor(Date.now() / DAY_MS) - 10 - (day % 30)) * DAY_MS - 1_800_000;

async function live(moments: Moment[], userId: string, around: Case): Promise<void> {
  let model = newModel({ nowMs: around.nowMs });
  const sent: Command[] = [];
  const issued = (next: Command | Around): Command[] => {
    if (next.kind === 'clock' || next.kind === 'price') return [];
    const command = next.kind === 'repeat' ? sent.at(-1 - next.back) : issue(next, around.nowMs);
    if (command) sent.push(command);
    return command ? [command] : [];
  };
  const atOnce = async (batch: Command[]) => {
    commands += batch.length;
    const answers = await Promise.all(
      batch.map(async (command, index) => ({
        command,
        nowMs: around.nowMs,
        answer: await perform(instances[index % 2 === 0 ? 0 : 1], userId, command),
      })),
    );
    const stored = await storedOf(userId);
    const now = JSON.stringify(seen(stored));
    const possible = explained(model, answers, around.factor);
    const fitting = possible.find((outcome) => JSON.stringify(expected(outcome)) === now);
    if (!fitting) throw new Error(`no order explains ${JSON.stringify(answers)}, which left ${now}`);
    expect(violationsIn(stored)).toEqual([]);
    model = fitting;
    return stored;
  };
  await instances[0].credits.ensureUser(personOf(userId));
  for (const { together, after } of moments) {
    await atOnce(together.flatMap(issued));
    if (after?.kind === 'clock') around.nowMs += after.byMs;
    else if (after?.kind === 'price') around.factor = after.factor;
  }
  around.nowMs += DAY_MS / 12;
  const ids = [...model.generations.keys()];
  const left = await atOnce(ids.map((id) => ({ kind: 'sweepOne', id })));
  expect(left.user.heldMicro).toBe(0);
  expect(await wrongDays(left.activities)).toEqual([]);
}

it('answers of callers at once are those of some order of them, on two instances', async () => {
  let day = 0;
  const together = fc.asyncProperty(lives, async (all) => {
    await Promise.all(
      all.map((moments) => {
        const around = { nowMs: evening(day++), seam: null, factor: 1 };
        return cases.run(around, () => live(moments, `sequence-${randomUUID()}`, around));
      }),
    );
  });
  await holds('two instances and Firestore', together, {
    sequences: TIMES,
    told: () => `${AT_ONCE} lives in each, ${commands} commands, several at once`,
  });
}, 900_000);
