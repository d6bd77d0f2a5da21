import { randomUUID } from 'node:crypto';
import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { readUser } from '../../functions/src/credits/store.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import { toDocument } from '../../functions/src/platform/documents.ts';
import { db } from '../../functions/src/platform/firestore.ts';
import { holdOf, userWith } from './people.ts';

/** A site with much going on, written as the gate writes it: for what a console makes of it. */

const KINDS = [
  { aiType: 'image', service: 'local-image', unit: 'image' },
  { aiType: 'chat', service: 'gemini', unit: 'token' },
  { aiType: 'voice', service: 'elevenlabs', unit: 'second' },
  { aiType: 'video', service: 'klingai', unit: 'second' },
] as const;
const COUNTRIES = ['DE', 'NG', 'JP', 'MX', 'GB', 'IN'];
const ENDS = ['completed', 'completed', 'completed', 'failed', 'cancelled'] as const;

const of = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

/** The model of a user and of an activity, for what is the same in all. */
export interface Models {
  user: User;
  activity: Activity;
}

export async function modelsOf(): Promise<Models> {
  const userId = await userWith(10);
  const activity = await hold(holdOf(userId));
  const user = await readUser(userId);
  if (isRefusal(activity) || !user) throw new Error('a bench user with credits may generate');
  return { user, activity };
}

const userIdOf = (index: number, users: number) => `console-${String(index % users).padStart(4, '0')}`;

/** An activity that has just been held. */
export function opened({ activity }: Models, index: number, users: number, createdAt: number): Activity {
  const userId = userIdOf(index, users);
  return {
    ...activity,
    ...of(KINDS, index),
    userId,
    requestId: randomUUID(),
    email: `${userId}@example.com`,
    displayName: `Person ${index % users}`,
    country: of(COUNTRIES, index),
    status: 'processing',
    progress: 0,
    promptPreview: `What somebody asked for, number ${index}`,
    createdAt,
    startedAt: createdAt,
    updatedAt: createdAt,
    holdExpiresAt: createdAt + 600_000,
  };
}

export const endedAs = (activity: Activity, index: number, nowMs: number): Activity => ({
  ...activity,
  status: of(ENDS, index),
  progress: 100,
  chargedMicro: of(ENDS, index) === 'completed' ? activity.heldMicro : activity.chargedMicro,
  endedAt: nowMs,
  processingTimeMs: nowMs - activity.createdAt,
  updatedAt: nowMs,
});

export const pathOf = ({ userId, requestId }: Activity): string => `ai_activity/${userId}.${requestId}`;

const BATCH = 400;

/** Stores users and their ended activities, the newest a minute old. */
export async function store(
  models: Models,
  { users, activities }: { users: number; activities: number },
): Promise<void> {
  const begunMs = Date.now() - 60_000;
  const writes: [path: string, data: object][] = [];
  for (let index = 0; index < users; index++) {
    const userId = userIdOf(index, users);
    writes.push([`users/${userId}`, { ...models.user, userId, email: `${userId}@example.com` }]);
  }
  for (let index = 0; index < activities; index++) {
    const createdAt = begunMs - index * 4_000;
    const activity = endedAs(opened(models, index, users, createdAt), index, createdAt + 1_500);
    writes.push([pathOf(activity), activity]);
  }
  for (let at = 0; at < writes.length; at += BATCH) {
    const batch = db().batch();
    for (const [path, data] of writes.slice(at, at + BATCH)) batch.set(db().doc(path), toDocument(data));
    await batch.commit();
  }
}
