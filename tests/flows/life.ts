import { randomUUID } from 'node:crypto';
import type { Seam } from '../../functions/src/platform/rpc.ts';
import { type Command, issue } from '../sequences/commands.ts';
import { expected, type Stored, seen, violationsIn } from '../sequences/compare.ts';
import { type Model, newModel } from '../sequences/model.ts';
import { type Event, explained } from '../sequences/orders.ts';
import { type Instance, perform, personOf } from '../sequences/perform.ts';
import { cases } from './faults.ts';
import { storedOf } from './stored.ts';

/** One user of a test, what was done for them on which instance and when, and the model of it. */
export class Life {
  readonly userId = `life-${randomUUID()}`;
  model: Model = newModel();
  /** What was sent since the model was held against Firestore, in whatever order it came about. */
  #events: Event[] = [];

  static async begin(instance: Instance, nowMs: number, before: Command[] = []): Promise<Life> {
    const life = new Life();
    const now = { nowMs, seam: null, factor: 1 };
    await cases.run(now, () => instance.credits.ensureUser(personOf(life.userId)));
    for (const command of before) await life.send(instance, command, nowMs);
    return life;
  }

  async send(instance: Instance, draft: Command, nowMs: number): Promise<string> {
    const command = issue(draft, nowMs);
    const now = { nowMs, seam: null, factor: 1 };
    const answer = await cases.run(now, () => perform(instance, this.userId, command));
    this.#events.push({ command, nowMs, answer });
    return answer;
  }

  /** Sends with trouble on the way; `null` when nothing comes back before `lost` does. */
  async sendThrough(
    seam: Seam,
    instance: Instance,
    draft: Command,
    nowMs: number,
    lost: Promise<null>,
  ): Promise<string | null> {
    const command = issue(draft, nowMs);
    const asked = cases.run({ nowMs, seam, factor: 1 }, () => perform(instance, this.userId, command));
    // Whoever got an error knows as little as whoever got nothing.
    const answer = await Promise.race([asked.catch(() => null), lost]);
    this.#events.push({ command, nowMs, answer });
    return answer;
  }

  /** What is wrong with what is stored: that no order of what was sent explains it, or I1 to I4. */
  async wrong(): Promise<string[]> {
    const stored = await storedOf(this.userId);
    return [...this.#explain(stored), ...violationsIn(stored)];
  }

  #explain(stored: Stored): string[] {
    const now = JSON.stringify(seen(stored));
    const possible = explained(this.model, this.#events);
    const fitting = possible.find((model) => JSON.stringify(expected(model)) === now);
    if (!fitting) return [`${JSON.stringify(this.#events)} does not explain ${now}`];
    this.model = fitting;
    this.#events = [];
    return [];
  }
}
