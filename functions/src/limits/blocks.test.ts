import type { AddressBlocks } from '@tollgate/contract/limits/addresses';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '../platform/address.ts';
import { refuseBlocked } from './blocks.ts';
import { type BlockCommand, decideBlock } from './decide-block.ts';
import { parseRange } from './range.ts';

const NOW = 1_750_000_000_000;
const normal = (written: string): string => {
  const parsed = parseRange(written);
  return parsed.kind === 'range' ? parsed.text : parsed.why;
};

describe('a range', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32'],
    [' 203.0.113.7/24 ', '203.0.113.0/24'],
    ['203.0.113.255/31', '203.0.113.254/31'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::/64', '2001:db8:1:2::/64'],
    ['2001:db8:ffff:2::1/33', '2001:db8:8000::/33'],
    ['2001:db8::/16', '2001::/16'],
    ['::ffff:203.0.113.7', '203.0.113.7/32'],
    ['::ffff:cb00:7107/120', '203.0.113.0/24'],
  ])('has one form: %s is %s', (written, text) => {
    expect(normal(written)).toBe(text);
    expect(normal(text)).toBe(text);
  });

  it.each([
    ['', 'write an address'],
    ['home', 'write an address'],
    ['203.0.113', 'write an address'],
    ['0xcb007107', 'write an address'],
    ['010.0.0.1.5', 'write an address'],
    ['203.0.113.0/33', 'write an address'],
    ['203.0.113.0/', 'write an address'],
    ['203.0.113.0/-1', 'write an address'],
    ['203.0.113.0/8/8', 'write an address'],
    ['203.0.113.0/1e1', 'write an address'],
    ['2001:db8::/129', 'write an address'],
    ['fe80::1%eth0', 'write an address'],
    ['203.0.113.0/7', 'the widest is /8'],
    ['0.0.0.0/0', 'the widest is /8'],
    ['::/0', 'the widest is /16'],
    ['2001::/15', 'the widest is /16'],
    ['::ffff:1.2.3.4/100', 'the widest is /104'],
    ['::ffff:1.2.3.4/64', 'the widest is /104'],
    ['2001:db8::1/128', 'their /64 network'],
    ['127.0.0.1', 'loopback'],
    ['127.0.0.0/8', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::/64', 'unspecified'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['169.254.1.1', 'linkLocal'],
    ['fe80::1', 'linkLocal'],
  ])('is not %j: it says %j', (written, why) => {
    expect(parseRange(written)).toMatchObject({ kind: 'wrong', why: expect.stringContaining(why) });
  });
});

const blocksOf = (...ranges: string[]): AddressBlocks => ({
  ranges: ranges.map((range) => ({ range: normal(range), reason: 'x', blockedBy: 'admin', createdAt: NOW })),
});

describe('a caller', () => {
  const blocks = blocksOf('203.0.113.0/24', '198.51.100.7', '2001:db8:1::/48', '::ffff:192.0.2.1');
  const refused = (from: string) => {
    const address = clientAddress({ forwardedFor: from, socketAddress: undefined, trustedProxyHops: 1 });
    return refuseBlocked(address, blocks);
  };

  it.each([
    '203.0.113.0',
    '203.0.113.255',
    '198.51.100.7',
    '2001:db8:1:ffff::9',
    '192.0.2.1',
    '::ffff:203.0.113.9',
  ])('from %s is refused, and told whom to ask', (from) => {
    expect(refused(from)).toMatchObject({
      reason: 'ip_blocked',
      message: expect.stringContaining('Ask support'),
    });
  });

  it.each([
    '203.0.112.255',
    '203.0.114.0',
    '198.51.100.6',
    '2001:db8:2::',
    '2002:db8:1::',
    '192.0.2.2',
    'nonsense',
    '',
  ])('from %j passes', (from) => {
    expect(refused(from)).toBeNull();
  });

  it('passes where nothing is blocked, and is not in the way of others by a range that is not understood', () => {
    expect(refuseBlocked('203.0.113.1', { ranges: [] })).toBeNull();
    const broken = { ranges: [...blocks.ranges, { range: '?', reason: '', blockedBy: '', createdAt: NOW }] };
    expect(refuseBlocked('192.0.2.2', broken)).toBeNull();
    expect(refuseBlocked('192.0.2.1', broken)).toMatchObject({ reason: 'ip_blocked' });
  });
});

describe('blocking', () => {
  const command = (changes: Partial<BlockCommand> = {}): BlockCommand => ({
    address: '203.0.113.9/24',
    blocked: true,
    reason: 'scraping',
    actorId: 'admin',
    actorEmail: 'admin@example.com',
    ...changes,
  });
  const change = (stored: AddressBlocks | null, changes: Partial<BlockCommand> = {}) => {
    const decision = decideBlock(stored, command(changes), NOW);
    if (decision.kind !== 'change') throw new Error(`no change: ${JSON.stringify(decision)}`);
    return decision;
  };

  it('is recorded: which range, by whom, why', () => {
    const { range, blocks, audit } = change(null);
    expect(range).toBe('203.0.113.0/24');
    expect(blocks.ranges).toEqual([{ range, reason: 'scraping', blockedBy: 'admin', createdAt: NOW }]);
    expect(audit).toMatchObject({
      action: 'set_address_block',
      targetType: 'address',
      targetId: range,
      reason: 'scraping',
      before: { blocked: false },
      after: { blocked: true },
    });
  });

  it('again, or unblocking what is not blocked, changes nothing', () => {
    const { blocks } = change(null);
    const same = { kind: 'unchanged', range: '203.0.113.0/24' };
    expect(decideBlock(blocks, command({ address: '203.0.113.200/24' }), NOW)).toEqual(same);
    expect(decideBlock(null, command({ blocked: false }), NOW)).toEqual(same);
    const { blocks: lifted } = change(blocks, { blocked: false });
    expect(lifted.ranges).toEqual([]);
    expect(decideBlock(lifted, command({ blocked: false }), NOW)).toEqual(same);
  });

  it('leaves what others blocked as it is', () => {
    const stored = blocksOf('203.0.113.7', '198.51.100.0/24');
    expect(change(stored).blocks.ranges).toHaveLength(3);
    const { blocks } = change(stored, { address: '203.0.113.7', blocked: false });
    expect(blocks.ranges.map(({ range }) => range)).toEqual(['198.51.100.0/24']);
  });

  it('says what is wrong with a range, and when there are too many', () => {
    expect(decideBlock(null, command({ address: '127.0.0.1' }), NOW)).toMatchObject({
      reason: 'invalid_argument',
      details: { issues: [{ path: 'address' }] },
    });
    const many = Array.from({ length: 2_000 }, (_, index) => `10.${index >> 8}.${index & 255}.1`);
    const full = blocksOf(...many);
    expect(decideBlock(full, command(), NOW)).toMatchObject({ message: expect.stringContaining('2000') });
    expect(change(full, { address: many[0] ?? '', blocked: false }).blocks.ranges).toHaveLength(1_999);
  });
});
