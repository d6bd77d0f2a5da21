import type { SignalReport } from '../../functions/src/abuse/decide.ts';
import { recordSignal } from '../../functions/src/abuse/record-signal.ts';
import { afterSuspension } from '../../functions/src/gate/cancel.ts';

/** Records a signal of a user, and does as the gate does where that suspends them. */
export async function signal(report: SignalReport): Promise<void> {
  if (await recordSignal(report)) await afterSuspension(report.userId);
}
