import type { AbuseRecord } from '@tollgate/contract/abuse/record';
import type { User } from '@tollgate/contract/account/user';
import { toMicro } from '@tollgate/contract/common/money';
import { DEFAULT_ABUSE_LIMITS } from '@tollgate/contract/config/abuse-limits';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import { decideAbuse, decideResolve, recordIdOf, type SignalReport, severityOf } from './decide.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 59, 59);
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};
const ada: User = decideEnsure(null, identity, toMicro(0), NOW, 'call').user;

const prompts = (more: number): SignalReport => ({
  userId: 'ada',
  signal: 'refusedPrompts',
  count: { more },
  activityId: null,
});

function recorded(state: Parameters<typeof decideAbuse>[0], noticed: SignalReport, nowMs = NOW) {
  const decision = decideAbuse(state, noticed, DEFAULT_ABUSE_LIMITS, nowMs);
  if (decision.kind !== 'record') throw new Error('no record was made');
  return decision;
}

describe('what is critical about the last active admin', () => {
  it('is an alert for staff in place of a suspension, and stays one while it is open', () => {
    const { record, suspended, isNews } = recorded({ user: ada, record: null, isSpared: true }, prompts(25));
    expect([suspended, isNews, record.severity, record.state]).toEqual([null, true, 'critical', 'open']);
    expect(record.sparedLastAdmin).toBe(true);
    // Not asked any more: what is critical already suspends nobody anew.
    const next = recorded({ user: ada, record }, prompts(5));
    expect(next.suspended).toBeNull();
    expect(next.record).toMatchObject({ count: 30, sparedLastAdmin: true });
    const resolved = { ...record, state: 'resolved' } as const;
    expect(recorded({ user: ada, record: resolved }, prompts(25)).suspended).not.toBeNull();
  });

  it('says nothing of it below that', () => {
    const { record } = recorded({ user: ada, record: null, isSpared: true }, prompts(3));
    expect(record.sparedLastAdmin).toBe(false);
  });
});

describe('what was noticed', () => {
  it('goes into one record an hour or a day', () => {
    expect(recordIdOf('ada', 'refusedPrompts', NOW)).toBe('ada.refusedPrompts.2026-11-21T12');
    expect(recordIdOf('ada', 'refusedPrompts', NOW + 1_000)).toBe('ada.refusedPrompts.2026-11-21T13');
    expect(recordIdOf('hash', 'accountsBehindAddress', NOW)).toBe('hash.accountsBehindAddress.2026-11-21');
  });

  it('is as severe as the highest threshold that it has reached', () => {
    const thresholds = { low: 3, medium: null, high: 12, critical: null };
    expect([1, 3, 11, 12, 9_999].map((count) => severityOf(count, thresholds))).toEqual([
      null,
      'low',
      'low',
      'high',
      'high',
    ]);
  });

  it('below the lowest threshold leaves no record', () => {
    expect(decideAbuse({ user: ada, record: null }, prompts(2), DEFAULT_ABUSE_LIMITS, NOW)).toEqual({
      kind: 'below',
    });
  });

  it('adds up, keeps when it began, and tells who and what', () => {
    const { record } = recorded({ user: ada, record: null }, prompts(3));
    const next = recorded({ user: ada, record }, prompts(4), NOW + 5);
    expect(next.isNews).toBe(true);
    expect(recorded({ user: ada, record }, prompts(1)).isNews).toBe(false);
    expect(next.record).toMatchObject({
      count: 7,
      severity: 'medium',
      email: 'ada@example.com',
      type: 'inappropriate_prompt',
      description: '7 prompts refused by moderation in an hour',
      createdAt: NOW,
      updatedAt: NOW + 5,
    });
  });

  it('counted elsewhere is the highest that was seen', () => {
    const accounts = (total: number): SignalReport => ({
      userId: 'ada',
      signal: 'accountsBehindAddress',
      count: { total },
      activityId: null,
    });
    const { record } = recorded({ user: ada, record: null }, accounts(30));
    expect(recorded({ user: ada, record }, accounts(12)).record.count).toBe(30);
  });
});

describe('what has become critical', () => {
  it('suspends an active or paused account, with an audit entry, and tells the user nothing of how', () => {
    for (const status of ['active', 'paused'] as const) {
      const { suspended } = recorded({ user: { ...ada, status }, record: null }, prompts(25));
      expect(suspended?.user.status).toBe('suspended');
      expect(suspended?.user.statusReason).not.toMatch(/prompt|moderation/);
      expect(suspended?.audit).toMatchObject({
        actorId: 'system',
        before: { status },
        after: { status: 'suspended' },
      });
    }
  });

  it('does so once: whoever was let go is not suspended again by the same record', () => {
    const { record } = recorded({ user: ada, record: null }, prompts(25));
    expect(recorded({ user: ada, record }, prompts(5)).suspended).toBeNull();
    const resolved: AbuseRecord = { ...record, state: 'resolved' };
    expect(recorded({ user: ada, record: resolved }, prompts(5)).record).toMatchObject({
      count: 5,
      state: 'open',
    });
    expect(recorded({ user: ada, record: resolved }, prompts(25)).suspended).not.toBeNull();
  });

  it('leaves a record of somebody who is not there, suspended before, or deleted', () => {
    expect(recorded({ user: null, record: null }, prompts(25)).suspended).toBeNull();
    for (const status of ['suspended', 'deleted'] as const)
      expect(recorded({ user: { ...ada, status }, record: null }, prompts(25)).suspended).toBeNull();
  });
});

describe('resolving', () => {
  const command = {
    recordId: 'ada.refusedPrompts.2026-11-21T12',
    resolution: 'dismissed',
    reason: 'a novelist',
    liftSuspension: true,
    actorId: 'mod',
    actorEmail: null,
    auditId: 'audit',
  } as const;
  const { record, suspended } = recorded({ user: ada, record: null }, prompts(25));
  const state = { user: suspended?.user ?? null, record };

  it('closes the record and lifts the suspension, with both in the audit log', () => {
    expect(decideResolve(state, command, NOW)).toMatchObject({
      kind: 'resolve',
      record: { state: 'resolved', resolution: 'dismissed', resolvedBy: 'mod', resolvedAt: NOW },
      audit: { targetType: 'abuse', before: { state: 'open' }, after: { state: 'resolved' } },
      lifted: {
        user: { status: 'active', statusReason: null },
        audit: {
          ...{ action: 'set_user_status', targetType: 'user', targetId: 'ada', actorId: 'mod' },
          ...{ before: { status: 'suspended' }, after: { status: 'active' } },
        },
      },
      userStatus: 'active',
    });
  });

  it('lifts nothing that it was not asked for, and no other status', () => {
    expect(decideResolve(state, { ...command, liftSuspension: false }, NOW)).toMatchObject({ lifted: null });
    const paused = { ...state, user: { ...ada, status: 'paused' } } satisfies typeof state;
    expect(decideResolve(paused, command, NOW)).toMatchObject({
      kind: 'resolve',
      lifted: null,
    });
  });

  it('is the same when it is sent twice, and nobody does it for themselves', () => {
    const first = decideResolve(state, command, NOW);
    if (first.kind !== 'resolve') throw new Error('it resolves');
    expect(
      decideResolve({ user: first.lifted?.user ?? null, record: first.record }, command, NOW),
    ).toMatchObject({
      kind: 'repeat',
    });
    expect(decideResolve(state, { ...command, actorId: 'ada' }, NOW)).toMatchObject({ reason: 'not_admin' });
    expect(decideResolve({ user: null, record: null }, command, NOW)).toMatchObject({ reason: 'not_found' });
  });
});
