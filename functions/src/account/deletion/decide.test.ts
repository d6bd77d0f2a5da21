import type { User } from '@tollgate/contract/account/user';
import type { Activity } from '@tollgate/contract/activity/activity';
import { MICRO_PER_CREDIT, toMicro } from '@tollgate/contract/common/money';
import { studio } from '@tollgate/contract/config/presets/studio';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../../credits/decide.ts';
import { withNotices } from '../../credits/notices.ts';
import { decideHold } from '../../gate/decide.ts';
import { decideEnd } from '../../gate/decide-end.ts';
import { decideScrub } from '../../gate/decide-scrub.ts';
import { decideDelete } from './decide.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const credits = (amount: number) => toMicro(amount * MICRO_PER_CREDIT);
const config = { ...studio, credit: { ...studio.credit_config, version: 1 } };
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: 'Ada',
  country: 'GB',
  isGuest: false,
};
const ada = (): User => decideEnsure(null, identity, credits(10), NOW).user;

function running(user: User): { user: User; activity: Activity } {
  const prompt = { promptPreview: 'a hill', promptChars: 6, promptHash: 'p', payloadHash: 'h' };
  const wanted = { requestId: 'r', aiType: 'image', service: 'local-image', units: 3 } as const;
  const held = decideHold(
    { user, activity: null },
    { userId: 'ada', ...wanted, ...prompt, runBy: 'server', leaseHolder: 'me' },
    config,
    NOW,
  );
  if (held.kind !== 'hold') throw new Error('ten credits are enough');
  return held;
}

describe('deleting an account', () => {
  it('leaves nothing of the person, takes the credits by an entry, and is done once', () => {
    const closed = decideDelete(ada(), NOW);
    expect(closed).toMatchObject({
      user: { status: 'deleted', email: null, displayName: null, country: null, creditsMicro: 0 },
      entries: [
        { type: 'adjustment', amountMicro: -credits(10), balanceAfterMicro: 0, actorId: 'ada', sequence: 2 },
      ],
    });
    expect(closed && decideDelete(closed.user, NOW)).toBeNull();
    expect(JSON.stringify(closed)).not.toMatch(/Ada|example\.com|GB/);
  });

  it('leaves what is held to its end, and takes what comes back then', () => {
    const { user, activity } = running(ada());
    const closed = decideDelete(user, NOW);
    if (!closed) throw new Error('it was open');
    expect(closed.user).toMatchObject({ creditsMicro: 0, heldMicro: credits(3) });
    const error = { code: 'x', message: 'no' };
    const failure = { by: 'server', holder: 'me', status: 'failed', error } as const;
    const released = decideEnd({ user: closed.user, activity }, failure, config, NOW + 1);
    if (released.kind !== 'end') throw new Error('it runs');
    expect(released).toMatchObject({
      user: { creditsMicro: 0, heldMicro: 0, usageDays: [], usageMonths: [], ledgerSeq: 3 },
      entries: [{ type: 'adjustment', amountMicro: -credits(3), balanceAfterMicro: 0, actorId: 'ada' }],
      answer: { creditsMicro: 0 },
      isOfClosedAccount: true,
    });
    expect(decideDelete(released.user, NOW + 2)).toBeNull();
  });

  it('tells nobody about it: there is nobody to tell', () => {
    const before = ada();
    const closed = decideDelete(before, NOW);
    if (!closed) throw new Error('it was open');
    expect(withNotices(before, closed.user, closed.entries).notices).toEqual([]);
  });

  it('is nothing that a token which lives on could undo', () => {
    const closed = decideDelete(ada(), NOW);
    expect(decideEnsure(closed?.user ?? null, identity, credits(10), NOW + 1)).toMatchObject({
      changed: false,
      user: { status: 'deleted', email: null, displayName: null },
    });
  });

  it('clears what was asked for out of the activities, once, and leaves what they cost', () => {
    const { activity } = running(ada());
    const kind = 'stored' as const;
    const result = { kind, location: 'results/ada/r.png', mimeType: 'image/png', bytes: 9, simulated: true };
    const scrubbed = decideScrub({ ...activity, result, error: { code: 'x', message: 'a hill' } }, NOW);
    expect(scrubbed).toMatchObject({
      ...{ email: null, displayName: null, country: null, result: null, promptPreview: '' },
      ...{ userId: 'ada', heldMicro: credits(3), service: 'local-image', error: { code: 'x', message: '' } },
    });
    expect(JSON.stringify(scrubbed)).not.toMatch(/hill|example\.com|Ada"/);
    expect(scrubbed && decideScrub(scrubbed, NOW)).toBeNull();
  });
});
