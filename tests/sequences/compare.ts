import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import type { DayUsage } from '@tollgate/contract/analytics/day-usage';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import { UserCheck } from '../../functions/src/reconcile/checks.ts';
import { DayChecks } from '../../scripts/lib/reconcile-days.ts';
import { lotText, totalOf } from './model-lots.ts';
import { callsIn, creditsOf, heldOf, type Model } from './model-state.ts';

/** Everything that is stored about one user, each document with its id. */
export interface Stored {
  user: User;
  entries: [string, LedgerEntry][];
  activities: [string, Activity][];
  /** `null`: not looked at, because others were counted on the same days. */
  days: DayUsage[] | null;
  abuses: number;
  audits: number;
}

/** What is stored, in the words of the model. */
export function seen({ user, entries, activities, abuses, audits }: Stored) {
  const lots = user.grants.map(
    ({ lotId, source, expiresAt, amountMicro }) =>
      `${source} ${expiresAt ?? 'never'} ${lotId}: ${amountMicro}`,
  );
  const { generations, spentMicro } = user.usage.lifetime;
  return {
    credits: `${user.creditsMicro}`,
    held: `${user.heldMicro}`,
    status: user.status,
    lots: lots.sort(),
    ends: activities
      .map(([, { requestId, status, chargedMicro }]) => `${requestId} ${status} ${chargedMicro}`)
      .sort(),
    entries: entries
      .map(([, { sequence, type, amountMicro, lots }]) => {
        const moved = lots.map(({ lotId, amountMicro: part }) => `${lotId}: ${part}`).sort();
        return `${sequence} ${type} ${amountMicro} of ${moved}`;
      })
      .sort(),
    lifetime: `${generations} ${spentMicro}`,
    month: user.monthlyCalls.month,
    calls: Object.entries(user.monthlyCalls.services)
      .map(([service, calls]) => `${service} ${calls}`)
      .sort(),
    abuses,
    audits,
  };
}

/** What ought to be stored. */
export const expected = (model: Model): ReturnType<typeof seen> => ({
  credits: `${creditsOf(model)}`,
  held: `${heldOf(model)}`,
  status: model.status,
  lots: model.lots.map(lotText).sort(),
  ends: [...model.generations].map(([id, { status, charged }]) => `${id} ${status} ${charged}`).sort(),
  entries: model.ledger
    .map(({ type, sign, lots }, index) => {
      const moved = lots.map(({ id, amount }) => `${id}: ${amount}`).sort();
      return `${index + 1} ${type} ${sign * totalOf(lots)} of ${moved}`;
    })
    .sort(),
  lifetime: `${model.ended} ${model.spent}`,
  month: model.month,
  calls: [...new Set([...model.generations.values()].map(({ service }) => service))]
    .map((service) => [service, callsIn(model, model.month, service)] as const)
    .flatMap(([service, calls]) => (calls > 0 ? [`${service} ${calls}`] : []))
    .sort(),
  abuses: model.abuses.size,
  audits: model.audits,
});

/** I1 to I6, by the same checks as `npm run reconcile`. */
export function violationsIn({ user, entries, activities, days }: Stored): string[] {
  const check = new UserCheck(user.userId);
  const dayChecks = new DayChecks();
  const { onEntry, onActivity } = dayChecks.ofOneUser();
  for (const [id, entry] of entries) {
    check.entry(id, entry);
    onEntry(entry);
  }
  for (const [id, activity] of activities) {
    check.activity(id, activity);
    onActivity(activity);
  }
  for (const day of days ?? []) dayChecks.document(day);
  check.user(user);
  return [...check.violations, ...(days ? dayChecks.violations() : [])].map(
    ({ invariant, document, message }) => `${invariant} ${document} ${message}`,
  );
}
