import { nowMs } from '../platform/clock.ts';
import { log } from '../platform/log.ts';

/** A document of a query, as far as a walk needs to know it. */
interface Page<D> {
  docs: D[];
}

interface Walk<D> {
  /** The next documents after `last`, at most `limit`. */
  next: (last: D | undefined, limit: number) => Promise<Page<D>>;
  /** Says `done`, `kept` of one that is as it should be, or why a document was left as it is. */
  handle: (document: D) => Promise<'done' | 'kept' | string>;
  /** How many are handled at once. */
  atOnce: number;
  /** No batch is begun after this time: what is left waits for the next run. */
  untilMs: number;
}

const BATCH = 100;

/**
 * Walks a query in batches. What can't be handled is logged and left for the next run; the rest go on.
 * Returns how many were done.
 */
export async function walk<D extends { ref: { path: string } }>({ next, handle, atOnce, untilMs }: Walk<D>) {
  let done = 0;
  const handleOne = async (document: D) => {
    try {
      const outcome = await handle(document);
      if (outcome === 'done') done++;
      else if (outcome !== 'kept') log.info('left as it is', { document: document.ref.path, outcome });
    } catch (error) {
      log.error('upkeep could not handle a document', error, { document: document.ref.path });
    }
  };
  for (let last: D | undefined; nowMs() < untilMs; ) {
    const { docs } = await next(last, BATCH);
    for (let from = 0; from < docs.length; from += atOnce) {
      await Promise.all(docs.slice(from, from + atOnce).map(handleOne));
    }
    last = docs.at(-1);
    if (docs.length < BATCH) break;
  }
  return done;
}
