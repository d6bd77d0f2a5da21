import { bucketOf, CALL_BOUNDS_MS } from '@tollgate/contract/analytics/histogram';
import { dayOf } from '@tollgate/contract/common/calendar';
import { addCounts, type Counts } from '@tollgate/contract/common/counts';
import type { Measured } from '../platform/measure.ts';

/** Adds counts to those of a day. */
export type Flush = (day: string, approximate: Counts) => Promise<void>;

const FLUSH_EVERY_MS = 60_000;

/** What one thing that was measured adds to the approximate counts of its day. */
function countsOfMeasured({ name, outcome, reason, ms, databaseMs }: Measured): Counts {
  return {
    ...(reason === null ? {} : { refusals: { [reason]: 1 } }),
    calls: {
      [name]: {
        count: 1,
        ...(outcome === 'refused' ? { refused: 1 } : {}),
        ...(outcome === 'failed' ? { errors: 1 } : {}),
        ms: Math.round(ms),
        // Never more than all of it, whatever rounding does.
        databaseMs: Math.min(Math.round(ms), Math.round(databaseMs)),
        times: { [bucketOf(CALL_BOUNDS_MS, ms)]: 1 },
      },
    },
  };
}

/**
 * Counts in memory and flushes at most once a minute: with the first call after a minute, or by a timer when
 * none comes. Where an instance without calls gets no processor, the timer may come late or never, so that up
 * to a minute is lost.
 */
export class Meter {
  readonly #flush: Flush;
  readonly #clockMs: () => number;
  #byDay = new Map<string, Counts>();
  #flushedAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(flush: Flush, clockMs: () => number) {
    this.#flush = flush;
    this.#clockMs = clockMs;
  }

  /** Counts; what it returns, when a minute has passed, is the flush. */
  note(measured: Measured): Promise<void> | undefined {
    const nowMs = this.#clockMs();
    this.#add(dayOf(nowMs), countsOfMeasured(measured));
    const leftMs = this.#flushedAtMs + FLUSH_EVERY_MS - nowMs;
    if (leftMs <= 0) return this.flush();
    this.#timer ??= setTimeout(() => void this.flush().catch(() => {}), leftMs).unref();
    return undefined;
  }

  /** Hands over what was counted. What could not be written is counted with what comes next. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushedAtMs = this.#clockMs();
    const due = this.#byDay;
    this.#byDay = new Map();
    const outcomes = await Promise.allSettled(
      [...due].map(async ([day, counts]) => {
        try {
          await this.#flush(day, counts);
        } catch (error) {
          this.#add(day, counts);
          throw error;
        }
      }),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #add(day: string, counts: Counts): void {
    this.#byDay.set(day, addCounts(this.#byDay.get(day) ?? {}, counts));
  }
}
