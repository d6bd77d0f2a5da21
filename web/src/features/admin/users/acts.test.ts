import { USER_STATUSES } from '@tollgate/contract/account/status';
import { type Micro, toMicro } from '@tollgate/contract/common/money';
import { isUndoable, type LedgerEntry } from '@tollgate/contract/ledger/entry';
import type { Lot } from '@tollgate/contract/ledger/lots';
import { noWindows } from '@tollgate/contract/limits/hourly';
import type { AuditRecord } from '@tollgate/contract/staff/audit';
import { describe, expect, it } from 'vitest';
import words from '../../../locales/en/admin-users.json' with { type: 'json' };
import common from '../../../locales/en/common.json' with { type: 'json' };
import { isStaffAction, STAFF_ACTIONS, type StaffAction } from '../shared/staff-actions.ts';
import { changesOf, commandOf, draftOf, problemsOf, type Subject } from './act-draft.ts';
import { actsFor, COUNTED_FIELDS, disabledReasonOf, inverseActionOf } from './acts.ts';
import type { Draft } from './draft.ts';
import { person } from './people.fixture.ts';
import { readUserSearch } from './user-search.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const credits = (amount: number): Micro => toMicro(amount * 1_000_000);
const lot = (amount: number, expiresAt: number | null = null, lotId = '1'): Lot => ({
  ...{ lotId, source: 'bonus', priority: 50, createdAt: 0, expiresAt },
  amountMicro: credits(amount),
});
const ada = person({
  grants: [lot(10), lot(5, NOW - 1)],
  windows: { ...noWindows(), image: [1, 2] },
});
const admin = { userId: 'grace', role: 'admin' } as const;
const moderator = { userId: 'mo', role: 'moderator' } as const;

const entry = (said: Partial<LedgerEntry>): LedgerEntry => ({
  ...{ userId: 'ada', sequence: 1, type: 'grant', source: 'bonus', activityId: null, actorId: 'grace' },
  ...{ reason: 'r', requestId: 'q', createdAt: 0, balanceBeforeMicro: credits(0) },
  ...{ amountMicro: credits(4), balanceAfterMicro: credits(4), lots: [lot(4)] },
  ...said,
});
const undoing = (amount: number): Subject => ({
  ...{
    kind: 'entry',
    entryId: 'ada.1',
    entry: entry({ amountMicro: credits(amount), lots: [lot(Math.abs(amount))] }),
  },
});
const charged = (chargedMicro: number, refundedMicro: number) =>
  ({
    kind: 'activity',
    activityId: 'ada.x',
    activity: { chargedMicro: credits(chargedMicro), refundedMicro: credits(refundedMicro) },
  }) as Subject;

const filled = (act: StaffAction, said: Partial<Draft>, subject: Subject | null = null): Draft => ({
  ...draftOf(act, ada, subject, (micro) => String(micro / 1_000_000)),
  ...said,
});
const changes = (act: StaffAction, said: Partial<Draft>, subject: Subject | null = null) =>
  changesOf(act, filled(act, said, subject), ada, subject, NOW);
const problems = (act: StaffAction, said: Partial<Draft>, subject: Subject | null = null) =>
  problemsOf(act, filled(act, { reason: 'because', ...said }, subject), ada, subject, NOW);

describe('before and after', () => {
  it('counts what can be spent now, so not what has expired', () => {
    expect(changes('grant', { amount: '5' })).toEqual([
      { what: 'credits', before: credits(10), after: credits(15) },
    ]);
    expect(changes('remove', { amount: '2.5' })).toEqual([
      { what: 'credits', before: credits(10), after: credits(7.5) },
    ]);
    expect(changes('grant', { amount: 'five' })).toEqual([]);
  });

  it('undoes in the other direction', () => {
    expect(changes('undo', {}, undoing(4))).toMatchObject([{ after: credits(6) }]);
    expect(changes('undo', {}, undoing(-4))).toMatchObject([{ after: credits(14) }]);
  });

  it('undoes what is left of it: of its own lots what they hold, of what was taken what has not expired', () => {
    const of = (said: Partial<LedgerEntry>): Subject => ({
      ...{ kind: 'entry', entryId: 'ada.1', entry: entry(said) },
    });
    expect(changes('undo', {}, undoing(11))).toMatchObject([{ after: credits(0) }]);
    for (const said of [{ lots: [lot(4, null, '2')] }, { lots: [lot(5, NOW - 1)] }]) {
      expect(changes('undo', {}, of(said))).toEqual([]);
      expect(problems('undo', {}, of(said))).toEqual({ amount: 'nothingLeft' });
    }
    const taken = { amountMicro: credits(-4), lots: [lot(1), lot(3, NOW - 1)] };
    expect(changes('undo', {}, of(taken))).toMatchObject([{ after: credits(11) }]);
    // As pages read it, an entry of before lots were named has none.
    const { lots: _lots, ...old } = entry({ createdAt: 0 });
    const { lotId: _lotId, ...oldLot } = lot(10);
    const before = { ...ada, grants: [oldLot as Lot] };
    const subject = { kind: 'entry', entryId: 'ada.1', entry: old as LedgerEntry } as const;
    expect(changesOf('undo', filled('undo', {}, subject), before, subject, NOW)).toMatchObject([
      { after: credits(6) },
    ]);
  });

  it('begins a refund with all that is left of it, and says how much is refunded then', () => {
    expect(changes('refund', {}, charged(6, 2))).toEqual([
      { what: 'credits', before: credits(10), after: credits(14) },
      { what: 'refunded', before: credits(2), after: credits(6) },
    ]);
  });

  it('shows status, tier, role and the limits that are used', () => {
    expect(changes('suspend', {})).toEqual([{ what: 'status', before: 'active', after: 'suspended' }]);
    expect(changes('tier', { tier: 'premium' })).toEqual([
      { what: 'tier', before: 'free', after: 'premium' },
    ]);
    expect(changes('role', { role: 'moderator' })).toEqual([
      { what: 'role', before: 'user', after: 'moderator' },
    ]);
    expect(changes('limits', {})).toEqual([{ what: 'image', before: 2, after: 0 }]);
    const monthly = (month: string) =>
      person({ monthlyCalls: { month, resets: 0, services: { dalle3: 2, gemini: 1 } } });
    expect(changesOf('limits', filled('limits', {}), monthly('2026-11'), null, NOW)).toEqual([
      { what: 'monthlyCalls', before: 3, after: 0 },
    ]);
    expect(disabledReasonOf('limits', monthly('2026-10'), admin, NOW)).toBe('nothingUsed');
    expect(changes('note', { reason: 'kind' })).toEqual([]);
  });
});

describe('what has to be mended', () => {
  it('is a missing reason, an amount that is none, a choice that changes nothing, a day that is over', () => {
    expect(problems('grant', { amount: '1', reason: '  ' })).toEqual({ reason: 'reason' });
    expect(problems('grant', { amount: '-1' })).toEqual({ amount: 'amount' });
    expect(problems('grant', { amount: '0' })).toEqual({ amount: 'amount' });
    expect(problems('tier', {})).toEqual({ choice: 'same' });
    expect(problems('role', { role: null })).toEqual({ choice: 'same' });
    expect(problems('grant', { amount: '1', expiresOn: '2026-11-01' })).toEqual({ expiresOn: 'expiresOn' });
    expect(problems('grant', { amount: '1', expiresOn: '2026-12-01' })).toEqual({});
  });

  it('is more than there is to take, or to refund', () => {
    expect(problems('remove', { amount: '10' })).toEqual({});
    expect(problems('remove', { amount: '10.000001' })).toEqual({ amount: 'tooMuchToRemove' });
    expect(problems('refund', { amount: '5' }, charged(6, 2))).toEqual({ amount: 'tooMuchToRefund' });
  });

  it('is a large amount that was not typed twice the same', () => {
    expect(problems('grant', { amount: '100' })).toEqual({});
    expect(problems('grant', { amount: '101' })).toEqual({ typed: 'typed' });
    expect(problems('grant', { amount: '1,000', typed: '100' })).toEqual({ typed: 'typed' });
    expect(problems('grant', { amount: '1,000', typed: '1000' })).toEqual({});
    expect(problems('undo', { typed: '' }, undoing(-500))).toEqual({ typed: 'typed' });
  });
});

it('each act about a user is offered for some user', () => {
  const offered = new Set(USER_STATUSES.flatMap((status) => actsFor(person({ status }))));
  const aboutUser = Object.entries(STAFF_ACTIONS).flatMap(([act, { about }]) =>
    about === 'user' ? [act] : [],
  );
  expect([...offered].sort()).toEqual(aboutUser.sort());
});

describe('who may do what', () => {
  const may = (user: typeof ada, me: typeof admin | typeof moderator) =>
    Object.keys(STAFF_ACTIONS)
      .filter(isStaffAction)
      .filter((act) => disabledReasonOf(act, user, me, NOW) === null);

  it('lets a moderator change the status of people who are not staff, and write notes', () => {
    expect(may(ada, moderator)).toEqual(['pause', 'suspend', 'note']);
    expect(may(person({ role: 'moderator' }), moderator)).toEqual(['note']);
    expect(disabledReasonOf('grant', ada, moderator, NOW)).toBe('adminOnly');
    const admins = person({ role: 'admin', apiKeys: [{ keyId: 'k', expiresAt: null }] });
    expect(disabledReasonOf('keys', admins, moderator, NOW)).toBe('keysOfStaff');
    expect(disabledReasonOf('keys', admins, admin, NOW)).toBeNull();
  });

  it('lets nobody change their own status or role, and gives guests none', () => {
    const me = { ...admin, userId: 'ada' };
    for (const act of ['suspend', 'role'] as const)
      expect(disabledReasonOf(act, ada, me, NOW)).toBe('ownAccount');
    expect(disabledReasonOf('role', person({ isGuest: true }), admin, NOW)).toBe('guest');
  });

  it('says what has nothing to do: no credits, nothing used, so already, deleted', () => {
    const nobody = person({ grants: [lot(5, NOW - 1)], status: 'paused' });
    expect(disabledReasonOf('remove', nobody, admin, NOW)).toBe('noCredits');
    expect(disabledReasonOf('limits', nobody, admin, NOW)).toBe('nothingUsed');
    expect(disabledReasonOf('pause', nobody, admin, NOW)).toBe('already');
    expect(may(person({ status: 'deleted' }), admin)).toEqual(['note']);
  });

  it('offers what fits the status', () => {
    expect(actsFor(ada)).toContain('pause');
    expect(actsFor(person({ status: 'paused' }))).toContain('resume');
    expect(actsFor(person({ status: 'suspended' }))).toContain('lift');
    expect(actsFor(person({ status: 'suspended' }))).not.toContain('pause');
  });

  it('undoes only what staff gave or took', () => {
    expect(isUndoable(entry({}))).toBe(true);
    expect(isUndoable(entry({ actorId: 'system' }))).toBe(false);
    expect(isUndoable(entry({ actorId: 'ada' }))).toBe(true);
    expect(isUndoable(entry({ type: 'reversal' }))).toBe(false);
  });
});

describe('the call', () => {
  it('carries the request id of its dialog, and a reason without blanks around it', () => {
    const draft = filled('grant', { amount: '2', reason: ' thanks ' });
    expect(commandOf('grant', draft, ada, null, 'r1')).toEqual({
      name: 'grantCreditsToUser',
      input: { requestId: 'r1', userId: 'ada', amountMicro: credits(2), type: 'grant', reason: 'thanks' },
    });
  });

  it('expires at the end of the day that was chosen', () => {
    const command = commandOf(
      'grant',
      filled('grant', { amount: '2', expiresOn: '2026-12-01' }),
      ada,
      null,
      'r',
    );
    expect(command?.input).toMatchObject({ expiresAt: new Date(2026, 11, 1, 23, 59, 59, 999).getTime() });
  });
});

describe('the way back', () => {
  const audit = (before: Record<string, unknown>) => ({ before }) as unknown as AuditRecord;
  const back = (act: StaffAction, before: Record<string, unknown>, entryId: string | null = null) =>
    inverseActionOf(act, { audit: audit(before), entryId });

  it('is a compensating entry for credits, but not for one that is such already', () => {
    expect(back('grant', {}, 'ada.7')).toEqual({ act: 'undo', of: 'ada.7', preset: {} });
    expect(back('undo', {}, 'ada.8')).toBeNull();
  });

  it('sets back what was before', () => {
    expect(back('suspend', { status: 'active' })).toMatchObject({ act: 'lift' });
    expect(back('suspend', { status: 'paused' })).toMatchObject({ act: 'pause' });
    expect(back('pause', { status: 'active' })).toMatchObject({ act: 'resume' });
    expect(back('lift', { status: 'suspended' })).toMatchObject({ act: 'suspend' });
    expect(back('tier', { tier: 'basic' })).toMatchObject({ act: 'tier', preset: { tier: 'basic' } });
    expect(back('role', { role: null })).toMatchObject({ act: 'role', preset: { role: null } });
  });

  it('is none for notes, limits, and what changed nothing', () => {
    expect(back('note', {})).toBeNull();
    expect(back('limits', { image: 2 })).toBeNull();
    expect(inverseActionOf('tier', { audit: null, entryId: null })).toBeNull();
  });
});

it('an address names an act that exists, and what it is about', () => {
  expect(readUserSearch({ act: 'undo', of: 'ada.1', tab: 'log', type: 'refund' })).toEqual({
    ...{ act: 'undo', of: 'ada.1', tab: 'log', type: 'refund' },
  });
  expect(readUserSearch({ act: 'rob', of: 'ada.1', tab: 'ledger', type: 7 })).toEqual({});
  expect(readUserSearch({ act: 'undo', of: 'a/b' })).toEqual({ act: 'undo' });
});

it('every field that an audit entry may count has its words', () => {
  // They were the bare names of fields where a month's calls were reset, or keys revoked.
  expect([...COUNTED_FIELDS].sort()).toEqual(
    [...Object.keys(words.limited), ...Object.keys(common.kind)].sort(),
  );
});
