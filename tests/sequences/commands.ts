import type { UserStatus } from '@tollgate/contract/account/status';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import type { GivingType } from '@tollgate/contract/ledger/entry-types';
import { GRANT_SOURCES, type GrantSource } from '@tollgate/contract/ledger/sources';
import fc from 'fast-check';
import type { PlayedKind } from './config.ts';

/** What may happen to one user. Ids are few, so that requests are repeated, reused and raced. */
export type Command =
  | ({ kind: 'grant'; id: string; type: 'grant' | 'bonus' | 'refund' } & Given)
  /** What plans and promotions give, which no call does yet: through the same one door. */
  | ({ kind: 'deposit'; source: GrantSource; type: GivingType } & Given)
  | { kind: 'remove'; id: string; amountMicro: number }
  /** Of the ledger entry with this number, whatever that is. */
  | { kind: 'undo'; sequence: number }
  | { kind: 'hold'; id: string; aiType: PlayedKind; units: number; holder: string | null }
  | {
      kind: 'serverEnd';
      id: string;
      status: 'completed' | 'failed' | 'cancelled' | 'timed_out';
      usedUnits: number;
      holder: string | null;
    }
  | { kind: 'appEnd'; id: string; status: 'completed' | 'failed' }
  | { kind: 'cancel' | 'sweepOne' | 'report'; id: string }
  | { kind: 'lease' | 'heartbeat'; id: string; holder: string }
  | { kind: 'sweep' | 'expire' }
  | { kind: 'status'; status: Exclude<UserStatus, 'deleted'> };

/** How long credits live is counted from when they are first given; a repeat names the same moment. */
interface Given {
  amountMicro: number;
  lifetimeMs: number | null;
  expiresAt?: number | null;
}

/** What happens around the user: time, prices, and somebody who sends again what they sent before. */
export type Around =
  | { kind: 'clock'; byMs: number }
  | { kind: 'price'; factor: number }
  | { kind: 'repeat'; back: number };

const SERVER_IDS = ['s1', 's2', 's3'] as const;
const APP_IDS = ['a1', 'a2', 'a3'] as const;
export const isAppRun = (id: string): boolean => id.startsWith('a');

const MINUTE_MS = 60_000;
const LIFETIMES_MS = [MINUTE_MS, 10 * MINUTE_MS, 120 * MINUTE_MS];

/**
 * The command as it is sent now. Expiries are whole minutes, so that some lots have the same one and merge.
 */
export function issue(command: Command, nowMs: number): Command {
  if (command.kind !== 'grant' && command.kind !== 'deposit') return command;
  const { lifetimeMs } = command;
  const expiresAt = lifetimeMs === null ? null : Math.ceil((nowMs + lifetimeMs) / MINUTE_MS) * MINUTE_MS;
  return { ...command, expiresAt };
}

const is = <K extends string>(...kinds: K[]): fc.Arbitrary<K> => fc.constantFrom(...kinds);

const serverId = is(...SERVER_IDS);
const appId = is(...APP_IDS);
const anyId = is(...SERVER_IDS, ...APP_IDS);
const holder = is('me', 'me', 'me', 'you');
const given = {
  amountMicro: fc.oneof(
    fc.integer({ min: 1, max: 20 }).map((amount) => amount * MICRO_PER_CREDIT),
    fc.integer({ min: 1, max: 3 * MICRO_PER_CREDIT }),
  ),
  lifetimeMs: fc.option(fc.constantFrom(...LIFETIMES_MS)),
};

const grant = fc.record({
  kind: is('grant'),
  id: is('g1', 'g2', 'g3'),
  type: is('grant', 'bonus', 'refund'),
  ...given,
});
const deposit = fc.record({
  kind: is('deposit'),
  source: is(...GRANT_SOURCES),
  type: is('grant', 'bonus', 'refund'),
  ...given,
});
const remove = fc.record({ kind: is('remove'), id: is('x1', 'x2', 'x3'), amountMicro: given.amountMicro });
const undo = fc.record({ kind: is('undo'), sequence: fc.integer({ min: 1, max: 9 }) });
const hold = fc.record({
  kind: is('hold'),
  id: anyId,
  aiType: is('image', 'video', 'voice', 'chat'),
  units: fc.constantFrom(1, 2, 3, 7),
  holder: fc.option(holder),
});
const serverEnd = fc.record({
  kind: is('serverEnd'),
  id: serverId,
  status: is('completed', 'failed', 'cancelled', 'timed_out'),
  usedUnits: fc.constantFrom(0, 1, 2, 9),
  holder: fc.option(holder),
});
const appEnd = fc.record({ kind: is('appEnd'), id: appId, status: is('completed', 'failed') });
const stopped = fc.record({ kind: is('cancel', 'cancel', 'sweepOne'), id: anyId });
const report = fc.record({ kind: is('report'), id: appId });
const leased = fc.record({ kind: is('lease', 'heartbeat'), id: serverId, holder });
const upkeep = fc.record({ kind: is('sweep', 'expire') });
const status = fc.record({ kind: is('status'), status: is('active', 'active', 'paused', 'suspended') });

/**
 * Forward to just before and after what is waited for: leases, deadlines, expiries, windows, days. And back a
 * little.
 */
const clock = fc.record({
  kind: is('clock'),
  byMs: fc.constantFrom(
    ...[1, 999, 59_999, 60_000, 61_000, 300_000, 600_000, 1_800_000, 3_599_999, 3_600_000, 86_400_000],
    ...[-1, -1_000, -30_000, -60_000],
  ),
});
const price = fc.record({ kind: is('price'), factor: fc.constantFrom(1, 2, 3) });
const repeat = fc.record({ kind: is('repeat'), back: fc.nat({ max: 9 }) });

/** What a user, the app, the server and an admin may send, at once too. */
export const anyCommand: fc.Arbitrary<Command | Extract<Around, { kind: 'repeat' }>> = fc.oneof(
  { weight: 3, arbitrary: grant },
  { weight: 2, arbitrary: deposit },
  { weight: 1, arbitrary: remove },
  { weight: 3, arbitrary: undo },
  { weight: 9, arbitrary: hold },
  { weight: 5, arbitrary: serverEnd },
  { weight: 4, arbitrary: appEnd },
  { weight: 3, arbitrary: stopped },
  { weight: 1, arbitrary: report },
  { weight: 2, arbitrary: leased },
  { weight: 1, arbitrary: status },
  { weight: 3, arbitrary: repeat },
);

/** What is one moment for everybody. */
export const anyMoment: fc.Arbitrary<Command | Around> = fc.oneof(
  { weight: 5, arbitrary: clock },
  { weight: 1, arbitrary: price },
  { weight: 2, arbitrary: upkeep },
);
