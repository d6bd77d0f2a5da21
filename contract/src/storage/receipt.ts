import { DAY_MS } from '../common/calendar.ts';

/** How long an answer is kept for repeats of its request: well past any retry. */
export const RECEIPT_LIFETIME_MS = 90 * DAY_MS;

/** `receipts/{hash}`: the answer to a request, so that a repeat gets the same. */
export interface Receipt {
  scope: string;
  actorId: string;
  requestId: string;
  payloadHash: string;
  answer: Record<string, unknown>;
  createdAt: number;
  /** `null`: kept for ever, where the same must not happen again however much later. */
  expiresAt: number | null;
}
