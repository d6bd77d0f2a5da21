import type { AddressBlocks } from '@tollgate/contract/limits/addresses';
import { type Refusal, refuseField } from '@tollgate/contract/refusals/refusals';
import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { actionOn } from '@tollgate/contract/staff/audit';
import { parseRange } from './range.ts';

export interface BlockCommand {
  address: string;
  blocked: boolean;
  reason: string;
  actorId: string;
  actorEmail: string | null;
}

export type BlockDecision =
  | { kind: 'unchanged'; range: string }
  | { kind: 'change'; range: string; blocks: AddressBlocks; audit: AuditEntry }
  | Refusal;

/** All blocks are in one document of at most 1 MiB, so reasons are short. */
const MAX_RANGES = 2_000;

/** Blocks or unblocks a range. If that changes nothing, nothing is recorded. */
export function decideBlock(
  stored: AddressBlocks | null,
  command: BlockCommand,
  nowMs: number,
): BlockDecision {
  const parsed = parseRange(command.address);
  if (parsed.kind === 'wrong') return refuseField('address', parsed.why);
  const { text: range } = parsed;
  const ranges = stored?.ranges ?? [];
  const isBlocked = ranges.some((one) => one.range === range);
  if (isBlocked === command.blocked) return { kind: 'unchanged', range };
  if (command.blocked && ranges.length >= MAX_RANGES) {
    return refuseField(
      'address',
      `${MAX_RANGES} ranges are blocked, which is the most; unblock some, or block wider ones`,
    );
  }
  const { actorId, actorEmail, reason } = command;
  const others = ranges.filter((one) => one.range !== range);
  const added = command.blocked ? [{ range, reason, blockedBy: actorId, createdAt: nowMs }] : [];
  const audit: AuditEntry = {
    ...actionOn('set_address_block', range),
    ...{ actorId, actorEmail, reason },
    before: { blocked: isBlocked },
    after: { blocked: command.blocked },
    createdAt: nowMs,
  };
  return { kind: 'change', range, blocks: { ...stored, ranges: [...others, ...added] }, audit };
}
