import type { Activity } from '@tollgate/contract/activity/activity';
import type { AiType } from '@tollgate/contract/kinds/kinds';
import type { GuestPlaces } from '../limits/decide-guest.ts';

/**
 * A request to generate, after its input is parsed and its prompt moderated. It doesn't contain the prompt.
 */
export interface HoldCommand {
  userId: string;
  requestId: string;
  aiType: AiType;
  service: string;
  units: number | undefined;
  /** The price that the person was told. */
  maxCostMicro?: number | undefined;
  runBy: Activity['runBy'];
  /**
   * The lease holder if it runs at once, inside this call; `null` for a queued job and for an app's own run.
   */
  leaseHolder: string | null;
  /** Where a guest's generation counts. */
  guest?: GuestPlaces;
  promptPreview: string;
  promptChars: number;
  promptHash: string;
  payloadHash: string;
}
