import type { AddressBlocks } from '@tollgate/contract/limits/addresses';
import { type Refusal, refuse } from '@tollgate/contract/refusals/refusals';
import ipaddr from 'ipaddr.js';
import { log } from '../platform/log.ts';
import { parseRange, type Range } from './range.ts';

/** Parsed once for each time that the configuration brings other blocks. */
const parsed = new WeakMap<AddressBlocks, Range[]>();

function rangesOf(blocks: AddressBlocks): Range[] {
  const known = parsed.get(blocks);
  if (known) return known;
  const ranges = blocks.ranges.flatMap(({ range }) => {
    const one = parseRange(range);
    return one.kind === 'range' ? [one.range] : [];
  });
  const unclear = blocks.ranges.length - ranges.length;
  if (unclear > 0) log.warn('blocked ranges that are not understood block nothing', { ranges: unclear });
  parsed.set(blocks, ranges);
  return ranges;
}

/**
 * The refusal of a caller whose address is blocked; `null` for everybody else, and where no address is known.
 */
export function refuseBlocked(address: string | null, blocks: AddressBlocks): Refusal | null {
  if (address === null || blocks.ranges.length === 0) return null;
  const caller = ipaddr.parse(address);
  const isBlocked = rangesOf(blocks).some(({ network, bits }) => matches(caller, network, bits));
  if (!isBlocked) return null;
  return refuse(
    'ip_blocked',
    'Requests from your network are blocked. Ask support if you think that is wrong.',
  );
}

const matches = (caller: Range['network'], network: Range['network'], bits: number): boolean => {
  if (caller instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && caller.match(network, bits);
  return network instanceof ipaddr.IPv6 && caller.match(network, bits);
};
