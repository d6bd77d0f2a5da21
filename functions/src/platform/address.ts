import ipaddr from 'ipaddr.js';

/** What a request says, and what the network knows, of where it came from. */
interface Route {
  /** The header `X-Forwarded-For`: each proxy appends the address that it was called from; a client may begin it. */
  forwardedFor: string | undefined;
  /** Who connected to this process: the last proxy, or the client itself where there is none. */
  socketAddress: string | undefined;
  /** How many proxies of ours a request passes, each of which appends one address. */
  trustedProxyHops: number;
}

/**
 * The client's address, as the outermost of our own proxies saw it, or `null` where that is not known. Whatever a client
 * wrote into the header stands further left, and is never read. An IPv6 address stands for its /64 network, which is
 * what one subscriber has; an IPv4 one written as IPv6 is the IPv4 one.
 */
export function clientAddress({ forwardedFor, socketAddress, trustedProxyHops }: Route): string | null {
  const passed = forwardedFor ? forwardedFor.split(',') : [];
  return normalised([...passed, socketAddress ?? ''].at(-1 - trustedProxyHops)?.trim() ?? '');
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
