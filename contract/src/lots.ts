import { type Micro, toMicro } from './money.ts';

/** What a user can spend now: the lots that have not expired, whatever `creditsMicro` still counts. */
export function spendableMicro(
  grants: readonly { amountMicro: number; expiresAt: number | null }[],
  nowMs: number,
): Micro {
  let total = 0;
  for (const lot of grants) if (lot.expiresAt === null || lot.expiresAt > nowMs) total += lot.amountMicro;
  return toMicro(total);
}
