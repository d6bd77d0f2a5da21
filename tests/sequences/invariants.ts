import { activitySchema, ledgerEntrySchema, userSchema } from '@tollgate/contract/documents';
import { dayUsageSchema } from '@tollgate/contract/usage';
import { UserCheck } from '../../scripts/lib/reconcile-checks.ts';
import { UsageCheck } from '../../scripts/lib/reconcile-usage.ts';
import type { Memory } from './memory.ts';

const idOf = (path: string): string => path.slice(path.indexOf('/') + 1);

/** I1 to I5 over what is in memory, by the same checks as `npm run reconcile`. */
export function violationsIn(memory: Memory, userId: string): string[] {
  const check = new UserCheck(userId);
  const usage = new UsageCheck();
  const firsts = new Set<string>();
  for (const [path, entry] of memory.in('credit_logs'))
    check.entry(idOf(path), ledgerEntrySchema.parse(entry));
  for (const [path, document] of memory.in('ai_activity')) {
    const activity = activitySchema.parse(document);
    check.activity(idOf(path), activity);
    usage.activity(activity, firsts);
  }
  for (const [, day] of memory.in('usage_daily')) usage.document(dayUsageSchema.parse(day));
  const user = memory.documents.get(`users/${userId}`);
  check.user(user ? userSchema.parse(user) : null);
  return [...check.violations, ...usage.violations()].map(
    ({ invariant, document, message }) => `${invariant} ${document} ${message}`,
  );
}
