import { serverNow } from '@tollgate/client/clock';
import { dayOf } from '@tollgate/contract/common/calendar';
import { create } from 'zustand';
import { admin } from './admin.ts';
import { groupAt, mergeDays, numberAt } from './usage-days.ts';

interface Refusals {
  /**
   * Calls that were refused today (UTC), by reason, give or take what instances have not told yet; `null`:
   * not known.
   */
  today: Readonly<Record<string, number>> | null;
  readAtMs: number | null;
}

const NONE: Refusals = { today: null, readAtMs: null };
export const useRefusals = create<Refusals>(() => NONE);

/** Instances tell about once a minute. */
const EVERY_MS = 60_000;
/** A day has at most its shards and the document that they are folded into. */
const MAX_DOCUMENTS = 40;

let followers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

async function read(): Promise<void> {
  const day = dayOf(Date.now());
  const answer = await admin().page('usageOfDay', { day }, { size: MAX_DOCUMENTS });
  // What is known stays when the line is down; the next minute tries again.
  if (!answer.success || followers === 0) return;
  const reasons = groupAt(mergeDays(answer.data.documents).get(day) ?? {}, 'approximate', 'refusals');
  const today = Object.fromEntries(Object.keys(reasons).map((reason) => [reason, numberAt(reasons, reason)]));
  useRefusals.setState({ today, readAtMs: serverNow() });
}

/** Keeps `useRefusals` current until the returned function is called, once for all who follow. */
export function followRefusals(): () => void {
  followers += 1;
  if (followers === 1) {
    void read();
    timer = setInterval(() => void read(), EVERY_MS);
  }
  return () => {
    followers -= 1;
    if (followers > 0) return;
    clearInterval(timer);
    useRefusals.setState(NONE);
  };
}
