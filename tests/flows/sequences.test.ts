import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type Around, anyCommand, anyMoment, type Command, issue } from '../sequences/commands.ts';
import { expected, seen } from '../sequences/compare.ts';
import { configWith } from '../sequences/config.ts';
import { newModel, step } from '../sequences/model.ts';
import { explained } from '../sequences/orders.ts';
import { type Instance, newInstance, perform, personOf } from '../sequences/perform.ts';
import { holds } from '../sequences/seed.ts';
import { storedOf, violationsOf } from './stored.ts';

/**
 * Random lives of one user with several callers at once, served by two instances that know nothing of each other but
 * what Firestore tells them. Whatever they answered must be what some order of the same commands answers.
 */

const around = vi.hoisted(() => ({ nowMs: 0, config: {} }));
vi.mock('../../functions/src/platform/clock.ts', () => ({ nowMs: () => around.nowMs }));
vi.mock('../../functions/src/platform/config.ts', () => ({
  currentConfig: async () => around.config,
  forgetConfig: () => {},
}));

const SEQUENCES = 200;
const DAY_MS = 86_400_000;

/** Half an hour before the end of a day that no other flow looks at, so that I5 is checked on few activities. */
const begin = (): number => Math.floor(Date.now() / DAY_MS - 10 - Math.random() * 30) * DAY_MS - DAY_MS / 48;

const moment = fc.record({
  together: fc.array(anyCommand, { minLength: 1, maxLength: 4, size: 'max' }),
  after: fc.option(anyMoment),
});
const life = fc.array(moment, { minLength: 1, maxLength: 6, size: 'max' });
type Moment = { together: (Command | Around)[]; after: Command | Around | null };

it('answers of callers at once are those of some order of them, on two instances', async () => {
  const one = await newInstance();
  vi.resetModules();
  const instances: Instance[] = [one, await newInstance()];
  expect(instances[1]?.gate.hold).not.toBe(one.gate.hold);
  let commands = 0;

  async function live(moments: Moment[]): Promise<void> {
    const userId = `sequence-${randomUUID()}`;
    around.nowMs = begin();
    let factor = 1;
    around.config = configWith(factor);
    await one.credits.ensureUser(personOf(userId));
    let model = newModel();
    const sent: Command[] = [];
    const issued = (next: Command | Around): Command[] => {
      const command =
        next.kind === 'repeat'
          ? sent.at(-1 - next.back)
          : 'byMs' in next || 'factor' in next
            ? undefined
            : issue(next, around.nowMs);
      if (command) sent.push(command);
      return command ? [command] : [];
    };
    const alone = async (command: Command) => {
      expect(await perform(one, userId, command)).toBe(step(model, command, around.nowMs, factor));
    };
    for (const { together, after } of moments) {
      const batch = together.flatMap(issued);
      const answers = await Promise.all(
        batch.map(async (command, index) => ({
          command,
          answer: await perform(instances[index % 2] ?? one, userId, command),
        })),
      );
      commands += batch.length;
      const possible = explained(model, answers, around.nowMs, factor);
      const now = seen(await storedOf(userId));
      const fitting = possible.find((outcome) => JSON.stringify(expected(outcome)) === JSON.stringify(now));
      if (!fitting) {
        throw new Error(`no order explains ${JSON.stringify(answers)}, which left ${JSON.stringify(now)}`);
      }
      model = fitting;
      if (after?.kind === 'clock') around.nowMs += after.byMs;
      else if (after?.kind === 'price') {
        factor = after.factor;
        around.config = configWith(factor);
      } else if (after) for (const command of issued(after)) await alone(command);
    }
    around.nowMs += DAY_MS / 12;
    await alone({ kind: 'sweep' });
    await alone({ kind: 'expire' });
    const left = await storedOf(userId);
    expect(seen(left)).toEqual(expected(model));
    expect(left.user.heldMicro).toBe(0);
    expect(await violationsOf(userId)).toEqual([]);
  }

  await holds('two instances and Firestore', fc.asyncProperty(life, live), {
    sequences: SEQUENCES,
    told: () => `${commands} commands, several at once`,
  });
}, 300_000);
