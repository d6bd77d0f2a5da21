import { describe, expect, it } from 'vitest';
import { clientAddress, isBehindUnknownEdge, rangesOf } from './address.ts';

const behind = (trustedProxyHops: number, forwardedFor?: string, socketAddress = '10.0.0.7') =>
  clientAddress({ forwardedFor, socketAddress, trustedProxyHops });

describe('the client address', () => {
  it.each([
    ['without a proxy: who connected', 0, undefined, '10.0.0.7'],
    ['behind one proxy: what it appended', 1, '203.0.113.5', '203.0.113.5'],
    ['behind two: what the outer one appended', 2, '203.0.113.5, 35.191.0.1', '203.0.113.5'],
    ['unknown when fewer proxies were passed than should have been', 2, '203.0.113.5', null],
    ['unknown without the header: our own proxy is nobody', 1, undefined, null],
    ['unknown for an empty header', 1, '', null],
  ])('is %s', (_, hops, header, expected) => {
    expect(behind(hops, header)).toBe(expected);
  });

  it.each(['198.51.100.9', '127.0.0.1', '::1', 'nonsense', '198.51.100.9, 198.51.100.10', ',,,', ' ', '"'])(
    'is not changed by a header that the client sent: %s',
    (forged) => {
      expect(behind(1, `${forged}, 203.0.113.5`)).toBe('203.0.113.5');
      expect(behind(2, `${forged}, 203.0.113.5, 35.191.0.1`)).toBe('203.0.113.5');
      expect(behind(0, forged)).toBe('10.0.0.7');
    },
  );

  it.each([
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::'],
    ['2001:0db8:0001:0002:0:0:0:9', '2001:db8:1:2::'],
    ['[2001:db8:1:2::5]:443', '2001:db8:1:2::'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['::ffff:cb00:7105', '203.0.113.5'],
    ['203.0.113.5:4711', '203.0.113.5'],
    [' 203.0.113.5 ', '203.0.113.5'],
  ])('has one form: %s is %s', (given, expected) => {
    expect(behind(1, given)).toBe(expected);
  });

  it('tells two networks of one provider apart', () => {
    expect(behind(1, '2001:db8:1:2::1')).not.toBe(behind(1, '2001:db8:1:3::1'));
  });

  it.each([
    '127.0.0.1',
    '::1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    '1.2.3',
    '0x7f000001',
    '010.0.0.1.5',
    'a.b.c.d',
    'unknown',
    '_hidden',
  ])('is not known from %s', (given) => {
    expect(behind(1, given)).toBeNull();
  });

  it('is what an edge in front appended, for who came through one, and for nobody else', () => {
    const edges = rangesOf('151.101.0.0/16, 2a04:4e42::/32');
    const through = (forwardedFor: string) =>
      clientAddress({ forwardedFor, socketAddress: '10.0.0.7', trustedProxyHops: 1, edges });
    expect(through('203.0.113.5, 151.101.1.195')).toBe('203.0.113.5');
    expect(through('203.0.113.5, [2a04:4e42::7]:443')).toBe('203.0.113.5');
    expect(through('198.51.100.9, 203.0.113.5, 151.101.1.195')).toBe('203.0.113.5');
    // Past the edge, the front end saw the caller itself: what it wrote before is never read.
    expect(through('203.0.113.5')).toBe('203.0.113.5');
    expect(through('198.51.100.9, 203.0.113.5')).toBe('203.0.113.5');
    expect(through('198.51.100.9, 151.101.1.195, 203.0.113.5')).toBe('203.0.113.5');
  });

  it('is the edge’s own where that appended none: whoever calls from such a range is limited, too', () => {
    const edges = rangesOf('151.101.0.0/16');
    const through = (forwardedFor: string) =>
      clientAddress({ forwardedFor, socketAddress: '10.0.0.7', trustedProxyHops: 1, edges });
    expect(through('151.101.1.195')).toBe('151.101.1.195');
    expect(through('nobody, 151.101.1.195')).toBe('151.101.1.195');
    expect(through('127.0.0.1, 151.101.1.195')).toBe('151.101.1.195');
  });

  it('seems to be an edge’s where it says for whom it asks, unless that edge is known', () => {
    const isBehind = (forwardedFor: string, listed = '') =>
      isBehindUnknownEdge({
        forwardedFor,
        socketAddress: '10.0.0.7',
        trustedProxyHops: 1,
        edges: rangesOf(listed),
      });
    expect(isBehind('203.0.113.5, 151.101.1.195')).toBe(true);
    expect(isBehind('203.0.113.5, 151.101.1.195', '151.101.0.0/16')).toBe(false);
    expect(isBehind('203.0.113.5, 203.0.114.9', '151.101.0.0/16')).toBe(true);
    // One that nobody told us of, in front of one that we know.
    expect(isBehind('203.0.113.5, 104.16.0.1, 151.101.1.195', '151.101.0.0/16')).toBe(true);
    for (const alone of ['203.0.113.5', ', 203.0.113.5', 'nobody, 203.0.113.5', ''])
      expect(isBehind(alone), alone).toBe(false);
  });

  it.each(['151.101.0.0', 'fastly', '151.101.0.0/33', '*', '0.0.0.0/0', '::/0', '151.0.0.0/7'])(
    'an edge that is no range is said: %s',
    (listed) => {
      expect(() => rangesOf(listed)).toThrow('TOLLGATE_EDGE_RANGES');
    },
  );
});
