import type { User } from '@tollgate/contract/account/user';
import { toMicro } from '@tollgate/contract/common/money';
import type { Receipt } from '@tollgate/contract/storage/receipt';
import { receiptSchema } from '@tollgate/contract/storage/receipt.schema';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { decideDelete } from '../account/deletion/decide.ts';
import type { Write } from '../platform/writes.ts';
import { decideEnsure } from './decide.ts';
import {
  mailboxIdOf,
  mailboxPath,
  mailboxWrite,
  mailboxWrites,
  shutOutBy,
  wasWelcomed,
} from './mailboxes.ts';
import { decideSameMailbox, decideShutOut } from './same-mailbox.ts';

vi.stubEnv('TOLLGATE_HASH_KEY', 'a key for the tests, of 32 characters');
afterAll(() => vi.unstubAllEnvs());

const NOW = Date.UTC(2026, 10, 21, 12);
const NAMES = ['old', 'new'];
const idOf = (name: string) => mailboxIdOf(`${name}@example.com`);
const userOf = (userId: string): User => ({
  ...decideEnsure(
    null,
    { userId, email: 'old@example.com', displayName: null, country: null, isGuest: false },
    toMicro(0),
    NOW,
  ).user,
  mailboxes: NAMES.map(idOf),
});
const as = (user: User, status: User['status']): User => ({ ...user, status });

type Plain = Record<string, unknown>;
const isMap = (value: unknown): value is Plain => typeof value === 'object' && value !== null;
const merged = (before: Plain, set: Plain): Plain =>
  Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(set)])].map((name) => {
      const [old, fresh] = [before[name], set[name]];
      return [name, isMap(old) && isMap(fresh) ? merged(old, fresh) : name in set ? fresh : old];
    }),
  );

/** What is remembered of every mailbox, as Firestore keeps it. */
class Remembered {
  readonly #stored = new Map<string, Plain>();

  write(writes: readonly Write[]): this {
    for (const write of writes) {
      if ('data' in write) this.#stored.set(write.path, { ...write.data });
      else if ('set' in write)
        this.#stored.set(write.path, merged(this.#stored.get(write.path) ?? {}, { ...write.set }));
    }
    return this;
  }

  of(name: string): Receipt | null {
    const stored = this.#stored.get(mailboxPath(idOf(name)));
    return stored ? receiptSchema.parse(stored) : null;
  }

  /** Why somebody who comes with it is shut out, of each mailbox. */
  saysTo(userId: string) {
    return NAMES.map((name) => shutOutBy(this.of(name), userId)?.status ?? null);
  }
}

const [ada, bob] = [userOf('ada'), userOf('bob')];

describe('what is remembered of the mailboxes of an account', () => {
  it.each(['suspended', 'paused'] as const)(
    'is, of all of them, that it is %s; until it is let in',
    (status) => {
      const memory = new Remembered().write(mailboxWrites(ada, as(ada, status)));
      expect(memory.saysTo('bob')).toEqual([status, status]);
      expect(shutOutBy(memory.of('old'), 'bob')).toMatchObject({ otherUserId: 'ada' });
      expect(memory.saysTo('ada')).toEqual([null, null]);
      memory.write(mailboxWrites(as(ada, status), ada));
      expect(memory.saysTo('bob')).toEqual([null, null]);
    },
  );

  it('goes with the status: a pause that becomes a suspension, and a mailbox that is proven meanwhile', () => {
    const [paused, suspended] = [as({ ...ada, mailboxes: [idOf('old')] }, 'paused'), as(ada, 'suspended')];
    const memory = new Remembered().write(mailboxWrites(ada, paused));
    expect(memory.saysTo('bob')).toEqual(['paused', null]);
    memory.write(mailboxWrites(paused, as(paused, 'suspended')));
    memory.write(mailboxWrites(as(paused, 'suspended'), suspended));
    expect(memory.saysTo('bob')).toEqual(['suspended', 'suspended']);
    // Nothing is said twice.
    expect(mailboxWrites(suspended, { ...suspended, displayName: 'Ada' })).toEqual([]);
  });

  it('outlives the account, which is not named any more, until somebody with that mailbox is let in', () => {
    const suspended = as(ada, 'suspended');
    const closed = decideDelete(suspended, NOW)?.user ?? ada;
    const memory = new Remembered()
      .write(mailboxWrites(ada, suspended))
      .write(mailboxWrites(suspended, closed));
    expect(closed).toMatchObject({ status: 'deleted', mailboxes: [] });
    expect(shutOutBy(memory.of('new'), 'bob')).toEqual({ otherUserId: null, status: 'suspended' });
    expect(JSON.stringify(memory.of('new'))).not.toContain('ada');
    memory.write(mailboxWrites(as(bob, 'suspended'), bob));
    expect(memory.saysTo('carol')).toEqual([null, null]);
  });

  it('is forgotten by no one’s leaving but of who is in good standing, and by nobody else’s return', () => {
    const memory = new Remembered().write(mailboxWrites(ada, as(ada, 'suspended')));
    const left = decideDelete(bob, NOW)?.user ?? bob;
    memory.write(mailboxWrites(bob, left)).write(mailboxWrites(as(bob, 'suspended'), bob));
    expect(memory.saysTo('carol')).toEqual(['suspended', 'suspended']);
  });

  it('keeps beside it whether the mailbox was welcomed; what was written by earlier versions counts', () => {
    const news = { isWelcomed: false, holder: null, nowMs: NOW };
    const memory = new Remembered().write([mailboxWrite(idOf('old'), { mailbox: null, ...news })]);
    expect(wasWelcomed(memory.of('old'))).toBe(false);
    memory.write(mailboxWrites(ada, as(ada, 'suspended')));
    expect(wasWelcomed(memory.of('old'))).toBe(false);
    memory.write([mailboxWrite(idOf('old'), { mailbox: memory.of('old'), ...news, isWelcomed: true })]);
    expect(wasWelcomed(memory.of('old'))).toBe(true);
    expect(memory.saysTo('bob')).toEqual(['suspended', 'suspended']);
    const old = { ...memory.of('old'), answer: {} } as Receipt;
    expect([wasWelcomed(old), shutOutBy(old, 'bob')]).toEqual([true, null]);
    const oldSuspended = { ...old, answer: { status: 'suspended' } };
    expect([wasWelcomed(oldSuspended), shutOutBy(oldSuspended, 'bob')?.status]).toEqual([true, 'suspended']);
  });
});

describe('who proves such a mailbox', () => {
  it('is shut out as strictly, and never less strictly than before', () => {
    expect(decideShutOut(bob, 'suspended', NOW)).toMatchObject({
      user: { status: 'suspended' },
      audit: { actorId: 'system', before: { status: 'active' }, after: { status: 'suspended' } },
    });
    expect(decideShutOut(as(bob, 'paused'), 'suspended', NOW).user.status).toBe('suspended');
    const suspended = as(bob, 'suspended');
    expect(decideShutOut(suspended, 'paused', NOW)).toEqual({ user: suspended, audit: null });
  });

  it('leaves an admin to a person, who is told', () => {
    const admin: User = { ...userOf('root'), role: 'admin' };
    expect(decideShutOut(admin, 'suspended', NOW)).toEqual({ user: admin, audit: null });
    const found = {
      user: admin,
      mailboxId: 'm',
      otherUserId: 'ada',
      otherStatus: 'suspended',
      isProven: true,
    } as const;
    expect(decideSameMailbox(found, NOW).record).toMatchObject({
      severity: 'critical',
      description: expect.stringContaining('a person decides'),
    });
  });
});

describe('the welcome', () => {
  const nobody = { userId: 'eve', email: null, displayName: null, country: null, isGuest: false };

  it('is for whoever has a mailbox now: none is given without, nor once it is taken off again', () => {
    const without = decideEnsure(null, nobody, toMicro(10), NOW);
    expect(without).toMatchObject({ entries: [], user: { welcomed: false, creditsMicro: 0 } });
    const withOne = decideEnsure(without.user, { ...nobody, email: 'eve@example.com' }, null, NOW).user;
    expect(decideEnsure(withOne, nobody, toMicro(10), NOW).entries).toEqual([]);
    const linked = decideEnsure(withOne, { ...nobody, email: 'eve@example.com' }, toMicro(10), NOW);
    expect(linked.entries).toMatchObject([{ source: 'welcome', amountMicro: 10 }]);
  });
});
