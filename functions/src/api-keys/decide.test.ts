import type { User } from '@tollgate/contract/account/user';
import type { ApiKey } from '@tollgate/contract/api-keys/api-key';
import { ZERO_MICRO } from '@tollgate/contract/common/money';
import { describe, expect, it } from 'vitest';
import { decideEnsure } from '../credits/decide.ts';
import { decideBearer, decideCreate, decideRevoke } from './decide.ts';

const NOW = 1_790_000_000_000;
const identity = {
  userId: 'ada',
  email: 'ada@example.com',
  displayName: null,
  country: null,
  isGuest: false,
};
const ada: User = decideEnsure(null, identity, ZERO_MICRO, NOW - 1).user;
const wanted = { userId: 'ada', keyId: 'k1', name: 'nightly', lastFour: 'wxyz', expiresAt: null };
const withKeys = (...keys: [keyId: string, expiresAt: number | null][]): User => ({
  ...ada,
  apiKeys: keys.map(([keyId, expiresAt]) => ({ keyId, expiresAt })),
});
const stored: ApiKey = { ...wanted, createdAt: NOW - 1, lastUsedAt: null, revokedAt: null };
const create = (user: User | null, key: ApiKey | null = null, command = {}) =>
  decideCreate({ user, key }, { ...wanted, ...command }, NOW);

describe('a key that is asked for', () => {
  it('is made, and listed with its owner', () => {
    expect(create(ada)).toMatchObject({
      kind: 'create',
      user: {
        apiKeys: [{ keyId: 'k1', expiresAt: null }],
        notices: [{ id: 1, kind: 'api_key_made', amountMicro: null, reason: 'nightly', createdAt: NOW }],
      },
      key: { userId: 'ada', createdAt: NOW, lastUsedAt: null, revokedAt: null },
    });
  });

  it('is the same one for the same request, and is not made of a secret that was used before', () => {
    const listed = withKeys(['k1', null]);
    expect(create(listed, stored)).toEqual({ kind: 'repeat', key: stored });
    const reused = { kind: 'refusal', reason: 'request_reused' };
    expect(create(listed, stored, { name: 'another' })).toMatchObject(reused);
    expect(create(listed, stored, { expiresAt: NOW + 1 })).toMatchObject(reused);
    expect(create(listed, { ...stored, userId: 'bob' })).toMatchObject(reused);
    // It was revoked meanwhile.
    expect(create(ada, stored)).toMatchObject(reused);
  });

  it('is one of at most twenty, of which those that have expired are none', () => {
    const keys = (count: number): [string, number | null][] =>
      Array.from({ length: count }, (_, index) => [`k${index + 2}`, index === 0 ? NOW + 1 : null]);
    expect(create(withKeys(...keys(20)))).toMatchObject({ kind: 'refusal', reason: 'invalid_argument' });
    const expired = withKeys(...keys(20)).apiKeys.map((one, index) =>
      index === 0 ? { ...one, expiresAt: NOW } : one,
    );
    const made = create({ ...ada, apiKeys: expired });
    expect(made.kind === 'create' && made.user.apiKeys).toHaveLength(20);
  });

  it('is one of at most fifty that are made in a day, revoked ones included', () => {
    let user = ada;
    for (let made = 0; made < 50; made++) {
      const decision = create(user, null, { keyId: `k${made}` });
      if (decision.kind !== 'create') throw new Error(`key ${made} was refused`);
      user = decideRevoke(decision.user, `k${made}`, NOW) ?? decision.user;
    }
    expect(user.apiKeys).toEqual([]);
    const midnight = Date.parse('2026-09-22T00:00:00Z');
    expect(create(user)).toMatchObject({
      ...{ kind: 'refusal', reason: 'rate_limited' },
      details: { retryAfterMs: midnight - NOW },
    });
    expect(decideCreate({ user, key: null }, wanted, midnight)).toMatchObject({
      ...{ kind: 'create', user: { keysMade: { day: '2026-09-22', count: 1 } } },
    });
  });

  it.each([
    ['of nobody', null, {}, 'not_found'],
    ['of an account that is gone', { status: 'deleted' }, {}, 'not_found'],
    ['of a guest', { isGuest: true }, {}, 'not_owner'],
    ['while suspended', { status: 'suspended' }, {}, 'suspended'],
    ['while paused', { status: 'paused' }, {}, 'paused'],
    ['that has ended', {}, { expiresAt: NOW }, 'invalid_argument'],
  ] as const)('%s is refused', (_, user, command, reason) => {
    expect(create(user && { ...ada, ...user }, null, command)).toMatchObject({ kind: 'refusal', reason });
  });
});

it('a key that is revoked leaves the others, and the same again changes nothing', () => {
  const user = withKeys(['k1', null], ['k2', null]);
  expect(decideRevoke(user, 'k1', NOW)).toMatchObject({ apiKeys: [{ keyId: 'k2' }], updatedAt: NOW });
  expect(decideRevoke(user, 'k3', NOW)).toBeNull();
});

describe('whom a key stands for', () => {
  const bearer = (key: ApiKey | null, user: User | null = withKeys(['k1', null])) =>
    decideBearer(key, user, NOW);

  it('is its user, also while paused, who may look', () => {
    expect(bearer(stored)).toEqual({ kind: 'bearer', userId: 'ada' });
    expect(bearer({ ...stored, expiresAt: NOW + 1 })).toMatchObject({ kind: 'bearer' });
    expect(bearer(stored, { ...withKeys(['k1', null]), status: 'paused' })).toMatchObject({ kind: 'bearer' });
  });

  it.each([
    ['there is no such key', null, withKeys(['k1', null])],
    ['it has expired', { ...stored, expiresAt: NOW }, withKeys(['k1', NOW])],
    ['it was revoked', { ...stored, revokedAt: NOW - 1 }, withKeys(['k1', null])],
    ['its user lists it no more', stored, ada],
    ['its user is gone', stored, { ...withKeys(['k1', null]), status: 'deleted' as const }],
    ['its user was never there', stored, null],
  ])('is nobody when %s', (_, key, user) => {
    expect(bearer(key, user)).toEqual({ kind: 'nobody' });
  });

  it('is refused while its user is suspended', () => {
    const suspended = { ...withKeys(['k1', null]), status: 'suspended' as const };
    expect(bearer(stored, suspended)).toMatchObject({ kind: 'refusal', reason: 'suspended' });
  });
});
