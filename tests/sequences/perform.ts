import type { EndAnswer, HoldAnswer } from '@tollgate/contract/activity/activity';
import { toMicro } from '@tollgate/contract/common/money';
import { isRefusal, type Refusal } from '@tollgate/contract/refusals/refusals';
import type { HoldCommand } from '../../functions/src/gate/hold-command.ts';
import { give, openAccount, writeOffExpired } from '../../functions/src/ledger/balance.ts';
import type { Caller } from '../../functions/src/platform/caller.ts';
import { type Command, isAppRun } from './commands.ts';
import { SERVICES } from './config.ts';

/** The stores of one instance: what a process of the functions has, with its own memory of what it knows. */
export async function newInstance() {
  const { loadFirestore } = await import('../../functions/src/platform/firestore.ts');
  await loadFirestore();
  const [credits, hold, end, cancel, progress, moving, changing, upkeep, { transact }, rpc, round] =
    await Promise.all([
      import('../../functions/src/credits/store.ts'),
      import('../../functions/src/gate/hold.ts'),
      import('../../functions/src/gate/end.ts'),
      import('../../functions/src/gate/cancel.ts'),
      import('../../functions/src/gate/progress.ts'),
      import('../../functions/src/admin/move-credits.ts'),
      import('../../functions/src/admin/store.ts'),
      import('../../functions/src/upkeep/store.ts'),
      import('../../functions/src/platform/transact.ts'),
      import('../../functions/src/platform/rpc.ts'),
      import('../../functions/src/platform/group-commit.ts'),
    ]);
  const admin = { ...moving, ...changing };
  const gate = { ...hold, ...end, ...cancel, ...progress };
  return { credits, gate, admin, upkeep, transact, rpc, round };
}
export type Instance = Awaited<ReturnType<typeof newInstance>>;

const ADMIN: Caller & { role: 'admin' } = {
  userId: 'the-admin',
  email: 'admin@example.com',
  displayName: null,
  isGuest: false,
  country: null,
  staffClaim: 'admin',
  role: 'admin',
  address: null,
};

export const personOf = (userId: string) => ({
  userId,
  email: `${userId}@example.com`,
  displayName: null,
  country: null,
  isGuest: false,
});

const holdOf = (
  userId: string,
  { id, aiType, units, holder }: Extract<Command, { kind: 'hold' }>,
): HoldCommand => ({
  userId,
  requestId: id,
  aiType,
  service: SERVICES[aiType][isAppRun(id) ? 'app' : 'server'],
  units,
  runBy: isAppRun(id) ? 'app' : 'server',
  leaseHolder: isAppRun(id) ? null : holder,
  promptPreview: 'a hill',
  promptChars: 6,
  promptHash: 'hash',
  payloadHash: `${aiType} ${units}`,
});

const answered = <T>(outcome: T | Refusal, say: (answer: T) => string): string =>
  isRefusal(outcome) ? refusalOf(outcome) : say(outcome);

const refusalOf = ({ reason, details }: Refusal): string =>
  [reason, details.retryAfterMs, details.requiredMicro, details.availableMicro]
    .filter((part) => part !== undefined)
    .join(' ');

const endOf = ({ status, chargedMicro, creditsMicro }: EndAnswer): string =>
  `${status} ${chargedMicro} ${creditsMicro}`;

const heldOf = ({ status, heldMicro, creditsMicro }: HoldAnswer): string =>
  `${status} ${heldMicro} ${creditsMicro}`;

/** Does what the command says, through the stores, and says what they answered in the words of the model. */
export async function perform(
  { gate, admin, upkeep, credits, transact }: Instance,
  userId: string,
  command: Command,
): Promise<string> {
  const activityId = 'id' in command ? `${userId}.${command.id}` : '';
  switch (command.kind) {
    case 'grant': {
      const { type, amountMicro, expiresAt } = command;
      const input = { amountMicro, type, reason: 'for the test', requestId: `${userId}-${command.id}` };
      const until = expiresAt ? { expiresAt } : {};
      const outcome = await admin.grant(userId, { ...input, ...until }, ADMIN);
      return answered(outcome, ({ creditsMicro }) => `${creditsMicro}`);
    }
    case 'deposit': {
      const { source, type, amountMicro, expiresAt = null } = command;
      const outcome = await transact({ user: credits.userLoad(userId) }, ({ user }, now) => {
        if (!user) throw new Error('a deposit is for somebody');
        const cause = { actorId: 'system', reason: 'test', requestId: 'deposit', activityId: null };
        const given = { type, source, amountMicro: toMicro(amountMicro), expiresAt };
        const account = give(writeOffExpired(openAccount(user), now), given, cause, now);
        const writes = credits.accountWrites(user, account.user, account.entries);
        return { kind: 'commit', answer: account.user.creditsMicro, writes };
      });
      return answered(outcome, String);
    }
    case 'remove': {
      const { id, amountMicro } = command;
      const input = { userId, amountMicro, reason: 'for the test', requestId: `${userId}-${id}` };
      const outcome = await admin.removeCredits(userId, input, ADMIN);
      return answered(outcome, ({ creditsMicro }) => `${creditsMicro}`);
    }
    case 'undo': {
      const entryId = credits.entryId({ userId, sequence: command.sequence });
      const outcome = await admin.undo({ entryId, reason: 'for the test' }, ADMIN);
      return answered(outcome, ({ creditsMicro }) => `${creditsMicro}`);
    }
    case 'hold':
      return answered(await gate.hold(holdOf(userId, command)), ({ holdAnswer }) => heldOf(holdAnswer));
    case 'serverEnd': {
      const { holder, status, usedUnits } = command;
      const by = { by: 'server', holder } as const;
      const delivered = { usedUnits, tokens: null, result: null };
      const error = { code: 'x', message: 'the model was busy' };
      const how = status === 'failed' ? { ...by, status, error } : { ...by, status, delivered };
      return answered(await gate.end(activityId, how), endOf);
    }
    case 'appEnd': {
      const { status } = command;
      const how = { by: 'app', status, units: null, resultUrl: null, errorMessage: null } as const;
      return answered(await gate.end(activityId, how), endOf);
    }
    case 'sweepOne':
      return answered(await gate.end(activityId, { by: 'sweep' }), endOf);
    case 'cancel':
      return answered(await gate.cancel(activityId), ({ kind }) => kind);
    case 'lease':
      return answered(await gate.lease(activityId, command.holder), ({ kind }) => kind);
    case 'heartbeat':
      return answered(await gate.heartbeat(activityId, command.holder, 50), ({ kind }) => kind);
    case 'report':
      return answered(await gate.report(activityId, 50), () => 'done');
    case 'status': {
      const { status } = command;
      const change = { action: 'set_user_status', status } as const;
      return answered(await admin.changeUser(userId, change, { reason: 'x' }, ADMIN), () => status);
    }
    case 'sweep':
      await upkeep.releaseOverdueHolds();
      return 'done';
    case 'expire':
      await upkeep.expireDueGrants();
      return 'done';
  }
}
