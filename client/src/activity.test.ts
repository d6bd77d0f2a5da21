import { describe, expect, it } from 'vitest';
import { readActivity } from './activity.ts';

const stored = {
  userId: 'ada',
  email: 'ada@example.com',
  aiType: 'chat',
  service: 'local-chat',
  status: 'completed',
  unit: 'token',
  units: 500,
  chargedMicro: 12_000,
  createdAt: { toMillis: () => 1_700_000_000_000 },
  endedAt: null,
  result: { kind: 'stored', location: 'x', simulated: true },
  endAnswer: { creditsMicro: 9_988_000 },
  promptHash: 'secret',
};

describe('readActivity', () => {
  it('reads what a live view shows, times as milliseconds, and nothing that only the system needs', () => {
    const activity = readActivity('ada.1', stored);
    expect(activity).toMatchObject({
      activityId: 'ada.1',
      aiType: 'chat',
      createdAt: 1_700_000_000_000,
      endedAt: null,
      hasResult: true,
      simulated: true,
      creditsMicroAtEnd: 9_988_000,
    });
    expect(activity).not.toHaveProperty('promptHash');
  });

  it('passes over a document that is none', () => {
    expect(readActivity('x', { ...stored, status: 'exploded' })).toBeUndefined();
    expect(readActivity('x', { ...stored, createdAt: 'yesterday' })).toBeUndefined();
    expect(readActivity('x', undefined)).toBeUndefined();
  });
});
