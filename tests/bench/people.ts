import { randomUUID } from 'node:crypto';
import type { Activity } from '@tollgate/contract/activity/activity';
import { toMicro } from '@tollgate/contract/common/money';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import type { DocumentData } from 'firebase-admin/firestore';
import { decideEnsure } from '../../functions/src/credits/decide.ts';
import { entryId } from '../../functions/src/credits/store.ts';
import type { EndCommand } from '../../functions/src/gate/end-command.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import type { HoldCommand } from '../../functions/src/gate/hold-command.ts';
import { give, openAccount } from '../../functions/src/ledger/balance.ts';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { db } from '../../functions/src/platform/firestore.ts';

/** Users with credits, written as the system writes them, and what they ask for. */

export const MICRO = 1_000_000;

export async function userWith(credits: number, userId = `bench-${randomUUID()}`): Promise<string> {
  const identity = { userId, email: null, displayName: null, country: null, isGuest: false };
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

/** Holds a credit; throws where the gate says no. */
export async function accepted(userId: string, requestId?: string): Promise<Activity> {
  const outcome = await hold(holdOf(userId, requestId));
  if (isRefusal(outcome)) throw new Error(`a bench user was refused: ${outcome.reason}`);
  return outcome;
}

export const completed: EndCommand = {
  by: 'server',
  holder: 'bench',
  status: 'completed',
  delivered: { usedUnits: 1_000, tokens: null, result: null },
};

export const failed: EndCommand = {
  by: 'server',
  holder: 'bench',
  status: 'failed',
  error: { code: 'bench', message: 'failed, as the bench asks' },
};

/** A user and an activity as the gate writes them, for a raw transaction to write as much. */
export interface Model {
  user: DocumentData;
  activity: DocumentData;
}

export async function model(): Promise<Model> {
  const userId = await userWith(10);
  const held = await accepted(userId);
  const [user, activity] = await db().getAll(
    db().doc(`users/${userId}`),
    db().doc(`ai_activity/${userId}.${held.requestId}`),
  );
  return { user: user?.data() ?? {}, activity: activity?.data() ?? {} };
}
