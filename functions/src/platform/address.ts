import ipaddr from 'ipaddr.js';

/** The parts of a request, and what we know of the network, that say where it came from. */
interface Route {
  /**
   * The `X-Forwarded-For` header. Each proxy appends the address that called it; a client can put anything in
   * front.
   */
  forwardedFor: string | undefined;
  /** The address that connected to this process: the last proxy, or the client itself if there is none. */
  socketAddress: string | undefined;
  /** How many of our own proxies a request passes. Each appends one address. */
  trustedProxyHops: number;
  /** The ranges of a network edge in front of those proxies, which some requests pass and others don't. */
  edges?: readonly AddressRange[];
}

/** An address and the length of its prefix, in bits. */
export type AddressRange = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The shortest prefix that an edge may have: nobody's edge is a larger part of the internet. */
const FEWEST_BITS = { ipv4: 8, ipv6: 16 };

/**
 * Parses ranges separated by commas, such as `203.0.113.0/24, 2001:db8::/48`. Throws on anything else: a typo
 * must not be trusted.
 */
export function rangesOf(listed: string): AddressRange[] {
  return listed.split(',').flatMap((entry) => {
    const text = entry.trim();
    if (text === '') return [];
    const range = ipaddr.isValidCIDR(text) ? ipaddr.parseCIDR(text) : null;
    if (range && range[1] >= FEWEST_BITS[range[0].kind()]) return [range];
    throw new Error(
      `TOLLGATE_EDGE_RANGES lists "${text}", which is no range of an edge; write them as 203.0.113.0/24`,
    );
  });
}

/**
 * The client's address as our outermost proxy saw it, or `null` if unknown. Anything a client wrote into the
 * header stands further left and is never read. An IPv6 address is cut to its /64, which is what one
 * subscriber has; IPv4 written as IPv6 counts as IPv4.
 */
export function clientAddress(route: Route): string | null {
  const { at } = passedBy(route);
  return normalised(at(hopsTo(route)));
}

/** The number of hops from the client to this process. */
function hopsTo(route: Route): number {
  const { at, isEdge } = passedBy(route);
  let hops = route.trustedProxyHops;
  // If an edge connected to our proxies, the address it appended stands one further left. If that isn't an
  // address, the edge's own is used: with none, nothing would be limited.
  while (isEdge(at(hops)) && normalised(at(hops + 1)) !== null) hops++;
  return hops;
}

/**
 * Whether a configured edge called our proxies. Nobody else can have written what it says about the caller.
 */
export function cameByEdge(route: Route): boolean {
  const { at, isEdge } = passedBy(route);
  return isEdge(at(route.trustedProxyHops));
}

/**
 * Whether the address looks like an edge that many callers share: the request says that it stands in front of
 * somebody, and it isn't one of ours. A client can write that too, so it is never a reason to trust what it
 * says.
 */
export function isBehindUnknownEdge(route: Route): boolean {
  const { at, isEdge } = passedBy(route);
  const hops = hopsTo(route);
  return !isEdge(at(hops)) && normalised(at(hops + 1)) !== null;
}

/** The hops, nearest to this process first. */
function passedBy({ forwardedFor, socketAddress, edges = [] }: Route) {
  const passed = [...(forwardedFor ? forwardedFor.split(',') : []), socketAddress ?? ''];
  return {
    at: (hops: number): string => passed.at(-1 - hops)?.trim() ?? '',
    isEdge: (text: string): boolean => edges.some((range) => matches(withoutPort(text), range)),
  };
}

function matches(text: string, [network, bits]: AddressRange): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}

function normalised(text: string): string | null {
  const bare = withoutPort(text);
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  // This machine: in local emulators nobody's address is known.
  if (address.range() === 'loopback' || address.range() === 'unspecified') return null;
  if (address instanceof ipaddr.IPv4) return address.toString();
  return new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]).toString();
}

/** Some proxies append the port: `192.0.2.1:443`, `[2001:db8::1]:443`. */
const withoutPort = (text: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
