import { studio } from '@tollgate/contract/config/presets/studio';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCommand, type Command, isAppRun, issue } from '../sequences/commands.ts';
import { expected, seen, violationsIn } from '../sequences/compare.ts';
import { SERVICES } from '../sequences/config.ts';
import { newModel } from '../sequences/model-state.ts';
import { explained } from '../sequences/orders.ts';
import { holds } from '../sequences/seed.ts';
import { storedOf } from './stored.ts';
import { type Answer, call, instances, type Person, theAdmin, userWith } from './support.ts';

/**
 * Random lives of users of an app that generates by itself, with several calls at once to two instances over
 * HTTP.
 */

/** The calls that an app makes, in the words of the model. */
async function performOver(origin: string | undefined, person: Person, command: Command): Promise<string> {
  const say = <T>(answer: Answer<T>, words: (value: T) => string): string => {
    if (answer.ok) return words(answer.value);
    const { reason, retryAfterMs, requiredMicro, availableMicro } = answer.error.details;
    return [reason, retryAfterMs, requiredMicro, availableMicro]
      .filter((part) => part !== undefined)
      .join(' ');
  };
  const activityId = 'id' in command ? `${person.userId}.${command.id}` : '';
  switch (command.kind) {
    case 'hold': {
      const { id, aiType, units } = command;
      const wanted = { requestId: id, aiType, units, service: SERVICES[aiType].app, prompt: 'a hill' };
      const answer = await call('validateAndDeductCredits', wanted, person, origin);
      return say(answer, ({ status, heldMicro, creditsMicro }) => `${status} ${heldMicro} ${creditsMicro}`);
    }
    case 'appEnd': {
      const end = { activityId, status: command.status };
      const answer = await call('updateAIActivityStatus', end, person, origin);
      return say(
        answer,
        ({ status, chargedMicro, creditsMicro }) => `${status} ${chargedMicro} ${creditsMicro}`,
      );
    }
    case 'cancel':
      return say(await call('cancelActivity', { activityId }, person, origin), () => 'ended');
    case 'grant': {
      const { type, amountMicro, expiresAt } = command;
      const input = { userId: person.userId, type, amountMicro, reason: 'for the test' };
      const requestId = `${person.userId}-${command.id}`;
      const whole = { requestId, ...input, ...(expiresAt ? { expiresAt } : {}) };
      const answer = await call('grantCreditsToUser', whole, await theAdmin(), origin);
      return say(answer, ({ creditsMicro }) => `${creditsMicro}`);
    }
    default:
      throw new Error(`no app says ${command.kind}`);
  }
}

it('answers of callers at once over HTTP are those of some order of them', async () => {
  const isCall = (command: { kind: string; id?: string }) =>
    command.kind === 'grant' ||
    (['hold', 'appEnd', 'cancel'].includes(command.kind) && isAppRun(command.id ?? ''));
  const call = anyCommand.filter((command): command is Command => isCall(command));
  const batch = fc.array(call, { minLength: 2, maxLength: 5, size: 'max' });
  let calls = 0;
  const life = fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 4 }), async (batches) => {
    const ada = await userWith(10);
    let model = newModel({ limits: studio.limits });
    for (const together of batches) {
      calls += together.length;
      const nowMs = Date.now();
      const answers = await Promise.all(
        together.map(async (draft, index) => {
          const command = issue(draft, nowMs);
          const answer = await performOver(instances[index % instances.length], ada, command);
          return { command, nowMs, answer };
        }),
      );
      const stored = await storedOf(ada.userId);
      const now = JSON.stringify(seen(stored));
      const fitting = explained(model, answers).find((outcome) => JSON.stringify(expected(outcome)) === now);
      if (!fitting) throw new Error(`no order explains ${JSON.stringify(answers)}, which left ${now}`);
      expect(violationsIn(stored)).toEqual([]);
      model = fitting;
    }
  });
  await holds('two instances over HTTP', life, {
    sequences: 15,
    told: () => `${calls} calls, several at once`,
  });
}, 120_000);
