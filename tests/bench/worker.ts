import { isRefusal } from '@tollgate/contract/refusals/refusals';
import { end } from '../../functions/src/gate/end.ts';
import { hold } from '../../functions/src/gate/hold.ts';
import { currentConfig } from '../../functions/src/platform/config.ts';
import { loadFirestore } from '../../functions/src/platform/firestore.ts';
import { counted } from './measure.ts';
import type { Done, Job } from './parallel.ts';
import { completed, holdOf } from './people.ts';

/** One process of P6: does what it is told, all at once, and says how it went. */

const settle = (userId: string, requestId: string) => end(`${userId}.${requestId}`, completed);

process.on('message', async ({ kind, userId, requestIds }: Job) => {
  const { value: outcomes, trips } = await counted(() =>
    Promise.all(requestIds.map((id) => (kind === 'hold' ? hold(holdOf(userId, id)) : settle(userId, id)))),
  );
  const refused = outcomes.filter(
    (outcome) => isRefusal(outcome) && outcome.reason === 'insufficient_credits',
  ).length;
  const accepted = requestIds.filter((_, index) => !isRefusal(outcomes[index]));
  const errors = outcomes.length - accepted.length - refused;
  const done: Done = { verdict: { accepted, refused, errors }, trips: trips.length };
  process.send?.(done);
});

await loadFirestore();
await currentConfig();
process.send?.('ready');
