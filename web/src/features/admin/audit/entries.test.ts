import { describe, expect, it } from 'vitest';
import { csvRows, type Entry, isWanted, periodOf } from './entries.ts';
import { auditSearch } from './search.ts';

const entry: Entry = {
  id: 'a1',
  action: 'edit_config',
  actorId: 'grace-id',
  actorEmail: 'grace@example.com',
  targetType: 'config',
  targetId: 'limits',
  reason: 'version 2',
  before: { 'perHour/image': 50 },
  after: { 'perHour/image': 40 },
  createdAt: Date.UTC(2026, 10, 21, 9),
};

describe('the filters of the audit log', () => {
  it('take an actor by id or by email, and each narrows further', () => {
    expect(isWanted(entry, {})).toBe(true);
    for (const actor of ['grace-id', 'grace@example.com']) expect(isWanted(entry, { actor })).toBe(true);
    expect(isWanted(entry, { actor: 'grace-id', action: 'grant_role' })).toBe(false);
    expect(isWanted(entry, { target: 'moderation' })).toBe(false);
  });

  it('take both days of a period whole', () => {
    const { fromMs = 0, untilMs = 0 } = periodOf({ from: '2026-11-21', until: '2026-11-21' });
    expect(new Date(fromMs).toISOString()).toBe('2026-11-21T00:00:00.000Z');
    expect(new Date(untilMs).toISOString()).toBe('2026-11-21T23:59:59.999Z');
    expect(periodOf({})).toEqual({ fromMs: undefined, untilMs: undefined });
  });

  it('leave out what an address can’t ask for', () => {
    const asked = { action: 'explode', actor: ' ', target: 12, from: '2026-99-99', until: '2026-11-21' };
    expect(auditSearch(asked)).toEqual({ target: '12', until: '2026-11-21' });
  });
});

describe('the audit log as CSV', () => {
  it('has a row for each entry, with its changes before and after', () => {
    const words = ((key: string, options?: { defaultValue?: string }) =>
      options?.defaultValue ?? key) as unknown as Parameters<typeof csvRows>[1];
    const [names, row] = csvRows([entry], words);
    expect(names).toHaveLength(row?.length ?? 0);
    expect(row).toContain('2026-11-21T09:00:00.000Z');
    expect(row).toContain('perHour › image: 50 → 40');
  });
});
