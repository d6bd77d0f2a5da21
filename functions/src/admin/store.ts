import { randomUUID } from 'node:crypto';
import type { UserStatus } from '@tollgate/contract/ai-types';
import type { CallOutputs, ParsedInput } from '@tollgate/contract/calls';
import { type ConfigDocument, configSchemasByDocument, versionFields } from '@tollgate/contract/config';
import { type AuditEntry, COLLECTIONS, receiptSchema } from '@tollgate/contract/documents';
import type { Refusal } from '@tollgate/contract/refusals';
import * as z from 'zod';
import { accountWrites, entryId, userLoad } from '../credits/store.ts';
import type { Caller } from '../platform/callable.ts';
import { forgetConfig } from '../platform/config.ts';
import { idFrom, payloadHash } from '../platform/hash.ts';
import { type Decision, transact } from '../platform/transact.ts';
import { decideConfig, decideGrant, decideStatus } from './decide.ts';

/** An audit entry's id is made once a call, outside the decision, so that a decision that runs again writes one entry. */
const auditWrite = (entry: AuditEntry, id: string) => ({ path: `${COLLECTIONS.audit}/${id}`, data: entry });

/** Grants credits once for each request id: receipt, user, ledger entry and audit entry are one commit. */
export function grant(
  userId: string,
  input: ParsedInput<'grantCreditsToUser'>,
  admin: Caller,
): Promise<CallOutputs['grantCreditsToUser'] | Refusal> {
  const { requestId, amountMicro, type, reason, expiresAt } = input;
  const scope = 'grantCreditsToUser';
  const command = {
    receipt: { scope, actorId: admin.userId, requestId },
    payloadHash: payloadHash({ userId, amountMicro, type, reason, expiresAt }),
    ...{ amountMicro, type, reason },
    expiresAt: expiresAt ?? null,
    actorEmail: admin.email,
  };
  const path = `${COLLECTIONS.receipts}/${idFrom(scope, admin.userId, requestId)}`;
  const auditId = randomUUID();
  const loads = { user: userLoad(userId), receipt: { path, schema: receiptSchema, isNew: true } } as const;
  return transact(loads, (state, now): Decision<CallOutputs['grantCreditsToUser']> | Refusal => {
    const decision = decideGrant(state, command, entryId, now);
    if (decision.kind === 'refusal') return decision;
    if (decision.kind === 'repeat') return { kind: 'answer', answer: decision.answer };
    const { user, entries, receipt, audit, answer } = decision;
    const writes = [...accountWrites(user, entries), { path, data: receipt }, auditWrite(audit, auditId)];
    return { kind: 'commit', answer, writes };
  });
}

export function setStatus(
  userId: string,
  { status, reason }: ParsedInput<'setUserStatus'>,
  actor: Caller,
): Promise<{ status: UserStatus } | Refusal> {
  const auditId = randomUUID();
  return transact({ user: userLoad(userId) }, ({ user }, now): Decision<{ status: UserStatus }> | Refusal => {
    const decision = decideStatus(
      user,
      { status, reason, actorId: actor.userId, actorEmail: actor.email },
      now,
    );
    if (decision.kind === 'refusal') return decision;
    if (decision.kind === 'unchanged') return { kind: 'answer', answer: { status } };
    const writes = [...accountWrites(decision.user, []), auditWrite(decision.audit, auditId)];
    return { kind: 'commit', answer: { status }, writes };
  });
}

const storedConfigs = {
  credit_config: z.object({ ...versionFields, ...configSchemasByDocument.credit_config.shape }),
  limits: z.object({ ...versionFields, ...configSchemasByDocument.limits.shape }),
  moderation: z.object({ ...versionFields, ...configSchemasByDocument.moderation.shape }),
};
type StoredConfig = z.infer<(typeof storedConfigs)[ConfigDocument]>;

/** Saves a document of the configuration as its next version, unless somebody else saved meanwhile. */
export async function saveConfig(
  { document = 'credit_config', expectedVersion, config }: ParsedInput<'updateCreditConfiguration'>,
  admin: Caller,
): Promise<{ version: number } | Refusal> {
  const path = `${COLLECTIONS.config}/${document}`;
  const auditId = randomUUID();
  const schema: z.ZodType<StoredConfig> = storedConfigs[document];
  const command = { document, expectedVersion, config, actorId: admin.userId, actorEmail: admin.email };
  const outcome = await transact(
    { stored: { path, schema } },
    ({ stored }, now): Decision<{ version: number }> | Refusal => {
      const decision = decideConfig(stored, command, now);
      if (decision.kind === 'refusal') return decision;
      if (decision.kind === 'repeat') return { kind: 'answer', answer: { version: decision.version } };
      const { next, audit } = decision;
      const version = { path: `${path}/versions/${next.version}`, data: next };
      const writes = [{ path, data: next }, version, auditWrite(audit, auditId)];
      return { kind: 'commit', answer: { version: next.version }, writes };
    },
  );
  forgetConfig();
  return outcome;
}
