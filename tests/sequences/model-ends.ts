import { dayOf } from '@tollgate/contract/common/calendar';
import { partsOf, put, rest } from './model-lots.ts';
import { creditsOf, type Generation, isOpen, type Model, post, writeOff } from './model-state.ts';

/** How a generation ends, in the model. */

/** The longest overdue first: it decides which of two is given back when only one is. */
export const overdue = ({ generations }: Model, nowMs: number): [string, Generation][] =>
  [...generations]
    .filter(([, generation]) => isOpen(generation) && generation.deadline <= nowMs)
    .sort(([a, { deadline }], [b, other]) => deadline - other.deadline || (a < b ? -1 : 1));

export const repeated = (generation: Generation, status: string): string =>
  generation.status === status ? generation.endAnswer : 'activity_ended';

export function sweepOne(model: Model, generation: Generation, nowMs: number): string {
  if (generation.isAppRun) return unproven(model, generation, 'expired', nowMs);
  return end(model, generation, 'expired', 0n, nowMs);
}

/**
 * A failure that only the app vouches for: believed so many times a day, and a day that is over does not come
 * again.
 */
export function unproven(model: Model, generation: Generation, status: string, nowMs: number): string {
  const day = dayOf(nowMs);
  if (day > model.failures.day) model.failures = { day, count: 0 };
  model.failures.count++;
  const beyond = model.failures.count - model.limits.reportedFailuresPerDay;
  if (beyond === 1) model.abuses.add(day);
  const answer = end(model, generation, status, beyond > 0 ? generation.held : 0n, nowMs);
  if (beyond === 2 && model.suspends) suspend(model, day, nowMs);
  return answer;
}

/** A suspension by the system ends what nobody runs, for nothing, and asks what is running to stop. */
function suspend(model: Model, day: string, nowMs: number): void {
  model.abuses.add(day);
  if (model.status === 'suspended') return;
  model.status = 'suspended';
  model.audits++;
  for (const [, generation] of [...model.generations].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const isLeased = generation.lease !== null && generation.lease.until > nowMs;
    if (isOpen(generation) && !isLeased) end(model, generation, 'cancelled', 0n, nowMs);
  }
}

export function end(
  model: Model,
  generation: Generation,
  status: string,
  charge: bigint,
  nowMs: number,
): string {
  writeOff(model, nowMs);
  generation.status = status;
  generation.charged = charge;
  if (charge === 0n && !(status === 'cancelled' && generation.began)) generation.month = null;
  // What is not charged goes back to where it came from; the charge is paid by what burns first.
  const charged = partsOf(generation.taken, charge);
  for (const lot of rest(generation.taken, charged)) put(model.lots, lot);
  if (charge > 0n) post(model, { type: 'deduction', sign: -1n, lots: charged });
  writeOff(model, nowMs);
  model.spent += charge;
  model.ended++;
  generation.endAnswer = `${status} ${charge} ${creditsOf(model)}`;
  return generation.endAnswer;
}
