import ipaddr from 'ipaddr.js';

/** What a request says, and what the network knows, of where it came from. */
interface Route {
  /**
   * The header `X-Forwarded-For`: each proxy appends the address that it was called from; a client may begin
   * it.
   */
  forwardedFor: string | undefined;
  /** Who connected to this process: the last proxy, or the client itself where there is none. */
  socketAddress: string | undefined;
  /** How many proxies of ours a request passes, each of which appends one address. */
  trustedProxyHops: number;
  /** Where a network edge in front of those calls from, which some requests pass and others don't. */
  edges?: readonly AddressRange[];
}

/** An address and how many of its bits count. */
export type AddressRange = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** No edge has more than this of the network; who calls from a range says where they call from. */
const FEWEST_BITS = { ipv4: 8, ipv6: 16 };

/**
 * Ranges separated by commas, `203.0.113.0/24, 2001:db8::/48`. Throws on what is none: a typing error must
 * not be trusted.
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
 * The client's address, as the outermost of our own proxies saw it, or `null` where that is not known.
 * Whatever a client wrote into the header stands further left, and is never read. An IPv6 address stands for
 * its /64 network, which is what one subscriber has; an IPv4 one written as IPv6 is the IPv4 one.
 */
export function clientAddress(route: Route): string | null {
  const { at } = passedBy(route);
  return normalised(at(hopsTo(route)));
}

/** How many called one another on the way from the client to this process. */
function hopsTo(route: Route): number {
  const { at, isEdge } = passedBy(route);
  let hops = route.trustedProxyHops;
  // Who connected to our own proxies is an edge, and what that appended stands one further left. Where that
  // is no address, the edge's own is taken: from nowhere, nothing would be limited.
  while (isEdge(at(hops)) && normalised(at(hops + 1)) !== null) hops++;
  return hops;
}

/**
 * Whether an edge that is configured called our own proxies: what it says about the caller, nobody else can
 * have written.
 */
export function cameByEdge(route: Route): boolean {
  const { at, isEdge } = passedBy(route);
  return isEdge(at(route.trustedProxyHops));
}

/**
 * Whether the address that counts seems to be that of an edge which many callers share: it says in front of
 * whom it stands, and is none that we know, whether it called us or an edge that we do know. A client may
 * write that as well, so it is no reason to believe whom it names.
 */
export function isBehindUnknownEdge(route: Route): boolean {
  const { at, isEdge } = passedBy(route);
  const hops = hopsTo(route);
  return !isEdge(at(hops)) && normalised(at(hops + 1)) !== null;
}

/** Who called whom on the way here, the last one at 0. */
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
  // This machine itself: a local emulator, where nobody's address is known.
  if (address.range() === 'loopback' || address.range() === 'unspecified') return null;
  if (address instanceof ipaddr.IPv4) return address.toString();
  return new ipaddr.IPv6([...address.parts.slice(0, 4), 0, 0, 0, 0]).toString();
}

/** Some proxies append the port: `192.0.2.1:443`, `[2001:db8::1]:443`. */
const withoutPort = (text: string): string =>
  /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
