import { randomUUID } from 'node:crypto';
import type { User } from '@tollgate/contract/account/user';
import type { ParsedInput } from '@tollgate/contract/calls/inputs.schema';
import type { ConfigDocument } from '@tollgate/contract/config/config';
import { configSchemasByDocument, versionFields } from '@tollgate/contract/config/config.schema';
import { PUBLIC_PRICES_ID, publicPrices } from '@tollgate/contract/pricing/prices';
import { isRefusal, type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import type { Audited, AuditRecord } from '@tollgate/contract/staff/audit';
import { actionOn, sparesStaff } from '@tollgate/contract/staff/audit';
import type { Staff } from '@tollgate/contract/staff/staff';
import { COLLECTIONS } from '@tollgate/contract/storage/collections';
import * as z from 'zod';
import { rememberMailboxes, shutOutOthers } from '../credits/shut-out.ts';
import { accountWrites, userLoad } from '../credits/store.ts';
import { refuseUnknownServices } from '../limits/decide-month.ts';
import { refuseInactive } from '../platform/access/decide-standing.ts';
import { auditLoad, auditWrite, repeated } from '../platform/audit.ts';
import type { Caller } from '../platform/caller.ts';
import { forgetConfig } from '../platform/config.ts';
import { idFrom } from '../platform/hash.ts';
import { type Decision, type Load, transact } from '../platform/transact.ts';
import { staffLoad } from '../staff/store.ts';
import { decideConfig } from './decide-config.ts';
import { type Between, decideUser, refuseOnStaff, type UserChange } from './decide-user.ts';

/**
 * Changes a user's status or tier, or frees the limits, with an audit entry; nothing is written where nothing
 * changes. With a request id it happens once, whatever others do to the user before it is sent again: the
 * audit entry has its id.
 *
 * Who acts on other staff must still be in force when it is written, and that is guarded: of two admins who
 * shut each other out at once the first stands, so that one is left who can undo it.
 */
export async function changeUser(
  userId: string,
  change: UserChange,
  { reason, requestId }: { reason: string; requestId?: string | undefined },
  actor: Pick<Caller, 'userId' | 'email'> & { role: Between['actorRole'] },
): Promise<Audited | Refusal> {
  const { userId: actorId, role: actorRole } = actor;
  const auditId = requestId ? idFrom(change.action, actorId, requestId) : randomUUID();
  const act = { reason, actorId, actorEmail: actor.email, auditId };
  const standing: { target?: Load<Staff>; own?: Load<Staff>; ownUser?: Load<User> } =
    sparesStaff(change.action) && userId !== actorId && actorRole !== 'operator'
      ? { target: staffLoad(userId), own: staffLoad(actorId), ownUser: userLoad(actorId) }
      : {};
  const loads = { user: userLoad(userId), done: auditLoad(auditId), ...standing };
  const changed = await transact(loads, (state, now): Decision<Audited> | Refusal => {
    const { user, done, target, own, ownUser } = state;
    if (done) return repeated({ auditId, ...done }, { targetId: userId, reason });
    const targetRole = target?.role ?? null;
    const between = { actorId, actorRole, targetId: userId, targetRole };
    const refused = refuseOnStaff(change, between);
    if (refused) return refused;
    const decision = decideUser(user, change, act, now);
    if (decision.kind === 'refusal') return decision;
    if (decision.kind === 'unchanged') return { kind: 'answer', answer: { audit: null } };
    const { audit } = decision;
    const writes = [...accountWrites(user, decision.user), auditWrite(audit)];
    if (targetRole !== null) {
      if (own?.role !== actorRole) return refuse('not_admin', 'Your role was changed meanwhile.');
      const inactive = refuseInactive(ownUser?.status ?? null);
      if (inactive) return inactive;
      writes.push({ path: staffLoad(actorId).path, data: own });
      if (ownUser) writes.push({ path: userLoad(actorId).path, data: ownUser });
    }
    return { kind: 'commit', answer: { audit }, writes };
  });
  const shutsOut = change.action === 'set_user_status' && change.status !== 'active';
  if (shutsOut && !isRefusal(changed)) {
    await rememberMailboxes(userId);
    if (changed.audit) await shutOutOthers(userId);
  }
  return changed;
}

/**
 * Writes a note about a user into the audit log, which is where staff look for what happened; once for each
 * request.
 */
export function addNote(
  { requestId, userId, note }: ParsedInput<'addUserNote'>,
  actor: Caller,
): Promise<Audited | Refusal> {
  const auditId = idFrom('addUserNote', actor.userId, requestId);
  const loads = {
    user: userLoad(userId),
    done: auditLoad(auditId),
  };
  return transact(loads, ({ user, done }, now): Decision<Audited> | Refusal => {
    if (done) return repeated({ auditId, ...done }, { targetId: userId, reason: note });
    if (!user) return refuse('not_found', 'There is no such user.');
    const audit: AuditRecord = {
      ...actionOn('add_note', userId),
      ...{ auditId, actorId: actor.userId, actorEmail: actor.email, reason: note, before: {}, after: {} },
      createdAt: now,
    };
    return { kind: 'commit', answer: { audit }, writes: [auditWrite(audit)] };
  });
}

const storedConfigs = {
  credit_config: z.object({ ...versionFields, ...configSchemasByDocument.credit_config.shape }),
  limits: z.object({ ...versionFields, ...configSchemasByDocument.limits.shape }),
  moderation: z.object({ ...versionFields, ...configSchemasByDocument.moderation.shape }),
};
type StoredConfig = z.infer<(typeof storedConfigs)[ConfigDocument]>;

/** What everybody may see of the prices: loaded only because what was not loaded can't be overwritten. */
const PUBLIC_PRICES = {
  path: `${COLLECTIONS.config}/${PUBLIC_PRICES_ID}`,
  schema: z.looseObject({ version: z.int().min(1) }),
};

/** Which services there are, for limits that name them. */
const STORED_PRICES = {
  path: `${COLLECTIONS.config}/credit_config`,
  schema: storedConfigs.credit_config,
};

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
    { stored: { path, schema }, prices: PUBLIC_PRICES, credit: STORED_PRICES },
    ({ stored, credit }, now): Decision<{ version: number }> | Refusal => {
      const decision = decideConfig(stored, command, now);
      if (decision.kind === 'refusal') return decision;
      if (decision.kind === 'repeat') return { kind: 'answer', answer: { version: decision.version } };
      const { next, audit } = decision;
      const unknown = 'perMonthByTier' in next && refuseUnknownServices(next, credit?.services ?? {});
      if (unknown) return unknown;
      const version = { path: `${path}/versions/${next.version}`, data: next };
      const writes = [{ path, data: next }, version, auditWrite({ auditId, ...audit })];
      if ('services' in next) {
        writes.push({ path: PUBLIC_PRICES.path, data: publicPrices(next) });
      }
      return { kind: 'commit', answer: { version: next.version }, writes };
    },
  );
  forgetConfig();
  return outcome;
}
