import type { Activity } from '@tollgate/contract/activity/activity';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { GuestPlaces } from '../limits/decide-guest.ts';

/**
 * A request to generate, once its input is parsed and its prompt is moderated. The prompt itself is not in
 * it.
 */
export interface HoldCommand {
  userId: string;
  requestId: string;
  aiType: AiType;
  service: string;
  units: number | undefined;
  /** What the person was told that it costs. */
  maxCostMicro?: number | undefined;
  runBy: Activity['runBy'];
  /** Whoever generates at once, inside this call; `null` for a job in a queue and for an app. */
  leaseHolder: string | null;
  /** For somebody without an account: where their generations count. */
  guest?: GuestPlaces;
  promptPreview: string;
  promptChars: number;
  promptHash: string;
  payloadHash: string;
}
