import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { doc, Timestamp, writeBatch } from 'firebase/firestore';
import { CALLER_NAMES, CALLERS } from './callers.ts';

/** Those with documents of their own. The others have none: a profile of theirs would be a new one. */
export const OWNERS = ['ada', 'guest', 'suspendedUser', 'deletedUser'] as const;

const at = Timestamp.fromMillis(1_750_000_000_000);

const STATUS: Readonly<Record<string, string>> = { suspendedUser: 'suspended', deletedUser: 'deleted' };

function documents(): Record<string, Record<string, unknown>> {
  const all: Record<string, Record<string, unknown>> = {
    'users/adminInProfileOnly': {
      userId: 'adminInProfileOnly',
      role: 'admin',
      status: 'active',
      creditsMicro: 0,
    },
    'staff/someone': { role: 'moderator' },
    'abuse_detection/seen': { userId: 'ada', severity: 'low', createdAt: at },
    'admin_audit_logs/grant': { actorId: 'admin', targetId: 'ada', createdAt: at },
    'usage_daily/2026-01-01.0': { generations: 3 },
    'job_runs/expireGrants': { outcome: 'done', startedAt: at },
    'rate_limits/hash': { userId: 'ada', count: 1, expiresAt: at },
    'system_config/credit_config': { version: 2 },
    'system_config/credit_config/versions/1': { version: 1 },
    'receipts/hash': { userId: 'ada', actorId: 'ada', answer: { creditsMicro: 1 } },
    'api_keys/hash': { userId: 'ada', keyId: 'k', name: 'script', revokedAt: null },
    'unlisted/document': { userId: 'ada' },
    'users/ada/private/note': { userId: 'ada' },
    'ai_activity/ada.1/chunks/1': { userId: 'ada' },
    'system_config/credit_config/drafts/1': { version: 3 },
  };
  for (const uid of OWNERS) {
    const status = STATUS[uid] ?? 'active';
    all[`users/${uid}`] = {
      userId: uid,
      role: 'user',
      status,
      creditsMicro: 5,
      usage: { lifetime: { spentMicro: 1 } },
    };
    all[`credit_logs/${uid}.0000000001`] = { userId: uid, sequence: 1, amountMicro: 5, createdAt: at };
    all[`orders/${uid}.1`] = { userId: uid, status: 'open', priceCents: 499, createdAt: at };
    all[`ai_activity/${uid}.1`] = { userId: uid, status: 'processing', progress: 10, createdAt: at };
  }
  for (const uid of CALLER_NAMES) {
    const caller = CALLERS[uid];
    if ('grantedRole' in caller) all[`staff/${uid}`] = { role: caller.grantedRole };
    if ('status' in caller)
      all[`users/${uid}`] = { userId: uid, role: 'user', status: caller.status, creditsMicro: 0 };
  }
  return all;
}

/** Puts the database where every expectation starts. */
export async function seed(environment: RulesTestEnvironment): Promise<void> {
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled(async (context) => {
    const firestore = context.firestore();
    const batch = writeBatch(firestore);
    for (const [path, data] of Object.entries(documents())) batch.set(doc(firestore, path), data);
    await batch.commit();
  });
}
