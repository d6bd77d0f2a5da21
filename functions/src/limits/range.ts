import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A network and the length of its prefix, in bits. */
export interface Range {
  network: Address;
  bits: number;
}

export type ParsedRange = { kind: 'range'; range: Range; text: string } | { kind: 'wrong'; why: string };

/** The shortest prefixes that may be blocked: anything larger would be a part of the world. */
const WIDEST = { ipv4: 8, ipv6: 16 };
/** What one subscriber has, and so what identifies a caller. */
const SUBSCRIBER_BITS = 64;

const NOT_UNDERSTOOD =
  'write an address or a range, such as 203.0.113.7, 203.0.113.0/24, 2001:db8:1:2::1 or 2001:db8::/48';
/** Nobody calls from these addresses over a network, so a range that contains them is a mistake. */
const NOBODY = ['loopback', 'unspecified', 'multicast', 'broadcast', 'linkLocal'];

/**
 * Normalises what an admin typed: `203.0.113.0/24`, `2001:db8:1:2::/64`. Bits beyond the prefix are cleared,
 * an IPv6 address becomes its /64, as for callers, and IPv4 written as IPv6 becomes IPv4.
 */
export function parseRange(written: string): ParsedRange {
  const [host = '', length, ...rest] = written.trim().split('/');
  const isAddress =
    ipaddr.IPv4.isValidFourPartDecimal(host) || (ipaddr.IPv6.isValid(host) && !host.includes('%'));
  if (!isAddress || rest.length > 0 || (length !== undefined && !/^\d{1,3}$/.test(length))) {
    return wrong(NOT_UNDERSTOOD);
  }
  const asWritten = ipaddr.parse(host);
  const address = ipaddr.process(host);
  const isIpv4 = address.kind() === 'ipv4';
  const most = isIpv4 ? 32 : 128;
  // ::ffff:203.0.113.0/120 is 203.0.113.0/24.
  const shift = isIpv4 && asWritten.kind() === 'ipv6' ? 96 : 0;
  const bits = length === undefined ? (isIpv4 ? 32 : SUBSCRIBER_BITS) : Number(length) - shift;
  if (bits > most) return wrong(NOT_UNDERSTOOD);
  const widest = WIDEST[address.kind()];
  if (bits < widest)
    return wrong(`a range this wide would block whole countries; the widest is /${widest + shift}`);
  if (!isIpv4 && bits > SUBSCRIBER_BITS) {
    return wrong(
      `callers are known by their /${SUBSCRIBER_BITS} network; block that, or leave the length out`,
    );
  }
  const network = networkOf(address, bits);
  const strange = [address.range(), network.range()].find((range) => NOBODY.includes(range));
  if (strange) return wrong(`nobody calls from there: these are ${strange} addresses`);
  return { kind: 'range', range: { network, bits }, text: `${network.toString()}/${bits}` };
}

const wrong = (why: string): ParsedRange => ({ kind: 'wrong', why });

const networkOf = (address: Address, bits: number): Address =>
  address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
    : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
