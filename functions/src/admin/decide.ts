import { isDeepStrictEqual } from 'node:util';
import type { UserStatus } from '@tollgate/contract/ai-types';
import type { CallOutputs } from '@tollgate/contract/calls';
import type { ConfigDocument } from '@tollgate/contract/config';
import {
  type AuditEntry,
  type LedgerEntry,
  RECEIPT_LIFETIME_MS,
  type Receipt,
  type User,
} from '@tollgate/contract/documents';
import { addMicro, formatCredits, MAX_BALANCE_MICRO, toMicro } from '@tollgate/contract/money';
import { type Refusal, refuse, refuseField } from '@tollgate/contract/refusals';
import * as z from 'zod';
import { give, openAccount, writeOffExpired } from '../credits/account.ts';

type Granted = CallOutputs['grantCreditsToUser'];

const grantedSchema = z.object({ entryId: z.string(), creditsMicro: z.int() });

export interface GrantCommand {
  receipt: Pick<Receipt, 'scope' | 'actorId' | 'requestId'>;
  payloadHash: string;
  amountMicro: number;
  type: 'grant' | 'bonus' | 'refund';
  reason: string;
  expiresAt: number | null;
  actorEmail: string | null;
}

export type GrantDecision =
  | { kind: 'repeat'; answer: Granted }
  | {
      kind: 'grant';
      user: User;
      entries: LedgerEntry[];
      receipt: Receipt;
      audit: AuditEntry;
      answer: Granted;
    }
  | Refusal;

export function decideGrant(
  state: { user: User | null; receipt: Receipt | null },
  command: GrantCommand,
  entryIdOf: (entry: LedgerEntry) => string,
  nowMs: number,
): GrantDecision {
  const { user, receipt } = state;
  if (receipt) {
    if (receipt.payloadHash === command.payloadHash)
      return { kind: 'repeat', answer: grantedSchema.parse(receipt.answer) };
    return refuse(
      'request_reused',
      'This requestId was used for another grant. Make a new id for each grant.',
    );
  }
  if (!user || user.status === 'deleted') return refuse('not_found', 'There is no such user.');
  const { type, reason, expiresAt, actorEmail } = command;
  if (expiresAt !== null && expiresAt <= nowMs) {
    return refuseField('expiresAt', 'is in the past; leave it out for credits that never expire');
  }
  const ownedMicro = addMicro(user.creditsMicro, user.heldMicro);
  if (ownedMicro + command.amountMicro > MAX_BALANCE_MICRO) {
    return refuseField('amountMicro', `nobody may own more than ${formatCredits(MAX_BALANCE_MICRO)} credits`);
  }
  const { actorId, requestId } = command.receipt;
  const account = give(
    writeOffExpired(openAccount(user), nowMs),
    {
      type,
      source: type === 'refund' ? 'refund' : 'bonus',
      amountMicro: toMicro(command.amountMicro),
      expiresAt,
    },
    { actorId, reason, requestId, activityId: null },
    nowMs,
  );
  const granted = account.entries.at(-1);
  if (!granted) throw new Error('a grant makes an entry');
  const answer = { entryId: entryIdOf(granted), creditsMicro: account.user.creditsMicro };
  return {
    kind: 'grant',
    user: { ...account.user, updatedAt: nowMs },
    entries: account.entries,
    receipt: {
      ...command.receipt,
      payloadHash: command.payloadHash,
      answer,
      createdAt: nowMs,
      expiresAt: nowMs + RECEIPT_LIFETIME_MS,
    },
    audit: {
      action: 'grant_credits',
      ...{ actorId, actorEmail, reason },
      targetType: 'user',
      targetId: user.userId,
      before: { creditsMicro: user.creditsMicro },
      after: { creditsMicro: account.user.creditsMicro, entryId: answer.entryId, type },
      createdAt: nowMs,
    },
    answer,
  };
}

interface Actor {
  actorId: string;
  actorEmail: string | null;
}

export function decideStatus(
  user: User | null,
  command: Actor & { status: UserStatus; reason: string },
  nowMs: number,
): { kind: 'unchanged' } | { kind: 'change'; user: User; audit: AuditEntry } | Refusal {
  if (!user || user.status === 'deleted') return refuse('not_found', 'There is no such user.');
  const { actorId, actorEmail, status, reason } = command;
  if (user.userId === actorId) return refuse('not_admin', 'Nobody changes the status of their own account.');
  if (user.status === status) return { kind: 'unchanged' };
  const audit: AuditEntry = {
    action: 'set_user_status',
    ...{ actorId, actorEmail, reason },
    targetType: 'user',
    targetId: user.userId,
    before: { status: user.status },
    after: { status },
    createdAt: nowMs,
  };
  const statusReason = status === 'active' ? null : reason;
  return { kind: 'change', user: { ...user, status, statusReason, updatedAt: nowMs }, audit };
}

type Stored<C> = C & { version: number; updatedAt: number; updatedBy: string };

export type ConfigDecision<C> =
  | { kind: 'save'; next: Stored<C>; audit: AuditEntry }
  | { kind: 'repeat'; version: number }
  | Refusal;

export function decideConfig<C extends object>(
  stored: Stored<object> | null,
  command: Actor & { document: ConfigDocument; expectedVersion: number; config: C },
  nowMs: number,
): ConfigDecision<C> {
  const currentVersion = stored?.version ?? 0;
  const { expectedVersion, config, actorId, actorEmail } = command;
  const { before, after } = difference(stored ?? {}, config);
  // The answer to the first save was lost, and here it comes again.
  const isSaved = currentVersion === expectedVersion + 1 && Object.keys(after).length === 0;
  if (isSaved && stored?.updatedBy === actorId) return { kind: 'repeat', version: currentVersion };
  if (currentVersion !== expectedVersion) {
    const message = `Version ${currentVersion} is in force, not ${expectedVersion}: somebody saved meanwhile. Load it and edit again.`;
    return refuse('config_conflict', message, { currentVersion });
  }
  const next = { ...config, version: currentVersion + 1, updatedAt: nowMs, updatedBy: actorId };
  const audit: AuditEntry = {
    action: 'edit_config',
    ...{ actorId, actorEmail },
    reason: `version ${next.version}`,
    targetType: 'config',
    targetId: command.document,
    before,
    after,
    createdAt: nowMs,
  };
  return { kind: 'save', next, audit };
}

/** The top-level parts that differ, and within the parts that are maps the entries that differ. */
function difference(before: object, after: object) {
  const changed = { before: {} as Record<string, unknown>, after: {} as Record<string, unknown> };
  const flat = (value: object) =>
    new Map(
      Object.entries(value).flatMap(([key, part]) =>
        typeof part === 'object' && part !== null
          ? Object.entries(part).map(([id, entry]): [string, unknown] => [`${key}/${id}`, entry])
          : [[key, part] as [string, unknown]],
      ),
    );
  const [old, fresh] = [flat(before), flat(after)];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    if (['version', 'updatedAt', 'updatedBy'].includes(key)) continue;
    const [was, is] = [old.get(key) ?? null, fresh.get(key) ?? null];
    if (isDeepStrictEqual(was, is)) continue;
    changed.before[key] = was;
    changed.after[key] = is;
  }
  return changed;
}
