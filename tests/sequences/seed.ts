import fc from 'fast-check';

/** `npm test` plays a part of them, with another seed each time; `npm run test:deep` all. */
const SHARE = process.env.TOLLGATE_DEEP === '1' ? 1 : 0.2;

/** Where all are few, a part of them would say little. */
const MIN_SEQUENCES = 6;

/**
 * Random sequences that can be had again. Every run takes a new seed and says it; `TOLLGATE_SEED` sets it,
 * and `TOLLGATE_PATH` goes straight to the sequence that failed, shortened as far as it was.
 */
export async function holds<T>(
  name: string,
  property: fc.IAsyncProperty<T>,
  { sequences, told }: { sequences: number; told?: () => string },
): Promise<void> {
  const { TOLLGATE_SEED, TOLLGATE_PATH } = process.env;
  const seed = TOLLGATE_SEED ? Number(TOLLGATE_SEED) : Math.floor(Math.random() * 2 ** 31);
  const path = TOLLGATE_PATH ? { path: TOLLGATE_PATH } : {};
  const numRuns = Math.max(Math.ceil(sequences * SHARE), Math.min(sequences, MIN_SEQUENCES));
  const details = await fc.check(property, { numRuns, seed, ...path });
  if (details.failed) {
    const again = `TOLLGATE_SEED=${details.seed} TOLLGATE_PATH=${details.counterexamplePath}`;
    const what = `${details.errorInstance}\n${fc.defaultReportMessage(details)}`;
    throw new Error(`${what}\nTo run this one again: ${again} (docs/sequences.md)`);
  }
  console.info(`${name}: ${details.numRuns} sequences, ${told ? `${told()}, ` : ''}TOLLGATE_SEED=${seed}`);
}
