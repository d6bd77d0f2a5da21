import { randomUUID } from 'node:crypto';
import { toMicro } from '@tollgate/contract/money';
import { isRefusal } from '@tollgate/contract/refusals';
import type { DocumentData } from 'firebase-admin/firestore';
import { give, openAccount } from '../../functions/src/credits/account.ts';
import { decideEnsure } from '../../functions/src/credits/decide.ts';
import { entryId } from '../../functions/src/credits/store.ts';
import type { HoldCommand } from '../../functions/src/gate/decide.ts';
import type { EndCommand } from '../../functions/src/gate/decide-end.ts';
import { hold } from '../../functions/src/gate/store.ts';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { db } from '../../functions/src/platform/firestore.ts';

/** Users with credits, written as the system writes them, and what they ask for. */

export const MICRO = 1_000_000;

export async function userWith(credits: number): Promise<string> {
  const userId = `bench-${randomUUID()}`;
  const identity = { userId, email: null, displayName: null, country: null, isGuest: true };
  const now = Date.now();
  const { user } = decideEnsure(null, identity, toMicro(0), now);
  const given = {
    type: 'grant',
    source: 'bonus',
    amountMicro: toMicro(credits * MICRO),
    expiresAt: null,
  } as const;
  const cause = { actorId: 'bench', reason: 'bench', requestId: 'bench', activityId: null };
  const granted = give(openAccount(user), given, cause, now);
  const batch = db()
    .batch()
    .set(db().doc(`users/${userId}`), toDocument(granted.user));
  for (const entry of granted.entries)
    batch.set(db().doc(`credit_logs/${entryId(entry)}`), toDocument(entry));
  await batch.commit();
  return userId;
}

/** A chat of 1,000 tokens: one credit. */
export const holdOf = (userId: string, requestId: string = randomUUID()): HoldCommand => ({
  userId,
  requestId,
  aiType: 'chat',
  service: 'local-chat',
  units: 1_000,
  runBy: 'server',
  leaseHolder: 'bench',
  promptPreview: 'what a bench asks',
  promptChars: 17,
  promptHash: 'hash',
  payloadHash: 'payload',
});

export const completed: EndCommand = {
  by: 'server',
  holder: 'bench',
  status: 'completed',
  delivered: { usedUnits: 1_000, tokens: null, result: null },
};

/** An activity as the gate writes it, for a raw transaction to write as much. */
export async function modelActivity(): Promise<DocumentData> {
  const userId = await userWith(1);
  const held = await hold(holdOf(userId));
  if (isRefusal(held)) throw new Error(held.message);
  return (await db().doc(`ai_activity/${userId}.${held.requestId}`).get()).data() ?? {};
}
