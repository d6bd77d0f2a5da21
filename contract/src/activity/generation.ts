import type { AiType } from '../kinds/kinds.ts';
import type { Unit } from '../kinds/units.ts';
import type { ChargedFailure } from '../limits/failures.ts';
import type { RefusalDetails, RefusalReason } from '../refusals/refusals.ts';
import type { ActivityStatus } from './status.ts';

/** What clients are told about a generation. */

/** What a generation made. */
export interface GenerationResult {
  /** A short-lived address of the file; absent for text. */
  url?: string;
  text?: string;
  mimeType: string;
  /** Made by the local provider, not by a model. */
  simulated: boolean;
}

export interface GenerateAnswer {
  activityId: string;
  status: ActivityStatus;
  /** `null` when nothing was delivered. */
  result: GenerationResult | null;
  chargedMicro: number;
  creditsMicro: number;
  /** Why it failed. What it had delivered by then may have been charged. */
  error?: { code: string; message: string };
  chargedFor?: ChargedFailure;
}

/** One generation as it stands. */
export interface ActivityState {
  activityId: string;
  aiType: AiType;
  service: string;
  status: ActivityStatus;
  /** Per cent. */
  progress: number;
  unit: Unit;
  units: number;
  /** Once it has ended. */
  usedUnits: number | null;
  heldMicro: number;
  chargedMicro: number;
  createdAt: number;
  endedAt: number | null;
  /** When its hold ends by itself. */
  expiresAt: number;
  error: { code: string; message: string } | null;
  /** `null` while it runs, and when nothing was delivered. */
  result: GenerationResult | null;
}

/** What would become of a generation. */
export interface Performance {
  allowed: boolean;
  service: string;
  units: number;
  unit: Unit;
  /** What it costs by the price book. */
  costMicro: number;
  /** What would be held: nothing of a guest, who has a few for free. */
  heldMicro: number;
  availableMicro: number;
  priceVersion: number;
  /** Why it would be refused, as the refusal would say it; `null` when it is allowed. */
  refusal: ({ reason: RefusalReason; message: string } & RefusalDetails) | null;
}

/** What `generate` streams. */
export interface GenerateChunk {
  progress: number;
  /** The next piece of a chat answer. */
  text?: string;
}
