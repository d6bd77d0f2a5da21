import type { ResultLocation } from '@tollgate/contract/activity/activity';

/** What a provider delivered, in full or in part. */
export interface Delivered {
  usedUnits: number;
  tokens: { input: number; output: number } | null;
  result: ResultLocation | null;
}

/** How an activity ends, and who says so. */
export type EndCommand =
  /** Our own runner, which knows what was delivered; `holder` is its lease, or `null` when nobody runs it. */
  | {
      by: 'server';
      holder: string | null;
      status: 'completed' | 'cancelled' | 'timed_out';
      delivered: Delivered;
    }
  /** The provider's own failure; `streamed` is the part of its text that had gone out by then. */
  | {
      by: 'server';
      holder: string | null;
      status: 'failed';
      error: { code: string; message: string };
      streamed?: Delivered;
    }
  /**
   * The app that ran it in its own process: believed only within limits, unless that process is its server.
   */
  | {
      by: 'app';
      status: 'completed' | 'failed' | 'cancelled';
      units: number | null;
      resultUrl: string | null;
      errorMessage: string | null;
    }
  /** The sweep: the deadline has passed and nobody said anything. */
  | { by: 'sweep' };
