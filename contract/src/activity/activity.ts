import { type Micro, subtractMicro, ZERO_MICRO } from '../common/money.ts';
import type { AiType } from '../kinds/kinds.ts';
import type { Unit } from '../kinds/units.ts';
import type { Taken } from '../ledger/lots.ts';
import type { ChargedFailure } from '../limits/failures.ts';
import type { Price } from '../pricing/prices.ts';
import type { Tier } from '../pricing/tiers.ts';
import type { ActivityStatus } from './status.ts';

export const MAX_PROMPT_CHARS = 10_000;
/** Of what an app reports of a failure. */
export const MAX_ERROR_CHARS = 500;

/** Credits that are held for a generation. */
export interface HoldAnswer {
  activityId: string;
  status: ActivityStatus;
  heldMicro: Micro;
  /** What can still be spent. */
  creditsMicro: Micro;
  /** The version of the price book that it was priced by. */
  priceVersion: number;
  /** When the hold ends by itself, if nobody has settled it. */
  expiresAt: number;
}

/** How a generation ended. */
export interface EndAnswer {
  activityId: string;
  status: ActivityStatus;
  chargedMicro: Micro;
  /** What can be spent afterwards. */
  creditsMicro: Micro;
  /** Of a failure that was charged: which of the day's allowances of free failures is used up. */
  chargedFor?: ChargedFailure | undefined;
}

/** Where a result is: a file in the ResultStore, or the address that an app-run generation reported. */
export const RESULT_KINDS = ['stored', 'reported'] as const;

export interface ResultLocation {
  kind: (typeof RESULT_KINDS)[number];
  /** A path in the ResultStore, or an http(s) address. */
  location: string;
  mimeType: string | null;
  bytes: number | null;
  /** Made by the local provider, not by a model. */
  simulated: boolean;
}

/**
 * Who generates, and so who may end it. `server`: the functions, in `generate`. `app`: the app, between hold
 * and settle; it is trusted only within limits. `backend`: the app's own server, which is trusted.
 */
export const RUNNERS = ['server', 'app', 'backend'] as const;
export type Runner = (typeof RUNNERS)[number];

/** `ai_activity/{uid}.{requestId}`: one generation's life; its own receipt; the usage log too. */
export interface Activity {
  userId: string;
  requestId: string;
  email: string | null;
  displayName: string | null;
  country: string | null;
  isGuest: boolean;
  /** The user's, when it was held. */
  tier: Tier;
  aiType: AiType;
  service: string;
  runBy: Runner;
  status: ActivityStatus;
  /** Per cent. */
  progress: number;
  unit: Unit;
  /** Units asked for and held. */
  units: number;
  /** Units really used, once ended; reported by the app for app-run ones. */
  usedUnits: number | null;
  tokens: { input: number; output: number } | null;
  /** Credits in `heldMicro` while open; what was held, once ended. */
  heldMicro: Micro;
  chargedMicro: Micro;
  /** What staff gave back of it later; never more than was charged. */
  refundedMicro: Micro;
  /** In the order in which it is charged. */
  taken: Taken[];
  /** The user's newest debt when it was held: what it gives back pays for later ones. */
  lastDebtId: number;
  priceVersion: number;
  /** The price in force when it was held: a later change never reaches a running activity. */
  price: Price;
  promptPreview: string;
  promptChars: number;
  promptHash: string;
  payloadHash: string;
  holdAnswer: HoldAnswer;
  endAnswer: EndAnswer | null;
  result: ResultLocation | null;
  error: { code: string; message: string } | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  processingTimeMs: number | null;
  holdExpiresAt: number;
  cancelRequestedAt: number | null;
  /** While a guest's generation is open: the documents of `rate_limits` in which it counts. */
  guestLogs: string[];
  /** The month, and after which of its resets, in which it counts with its service; `null`: it does not. */
  countedIn: { month: string; resets: number } | null;
  /** The job that is running it, so that a second delivery does not generate twice. */
  lease: { holder: string; expiresAt: number } | null;
  updatedAt: number;
}

/**
 * How much of an activity can still be refunded. The console reads documents as they are, and those from
 * before refunds have no `refundedMicro`.
 */
export const refundableMicro = ({
  chargedMicro,
  refundedMicro = ZERO_MICRO,
}: {
  chargedMicro: Micro;
  refundedMicro?: Micro | undefined;
}): Micro => subtractMicro(chargedMicro, refundedMicro);
