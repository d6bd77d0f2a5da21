import { isOpen, OPEN_STATUSES } from '@tollgate/contract/activity/status';
import { useEffect, useState } from 'react';
import { admin } from '../shared/admin.ts';
import { LIMIT, latestActivities, useLive } from './live-store.ts';

const COUNT_EVERY_MS = 20_000;

export const runningAmongRows = (): number =>
  latestActivities().filter(({ status }) => isOpen(status)).length;

/**
 * How many are running beyond the rows, which long ones leave while they run: counted by the database now and
 * then, a read for each thousand; `null` while the rows are all there are.
 */
export function useRunningCount(): number | null {
  const isFull = useLive((live) => live.phase === 'listening' && live.shown.length >= LIMIT);
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    if (!isFull) return setCount(null);
    let isOver = false;
    const ask = async () => {
      if (document.hidden) return;
      const answer = await admin().total('openActivities', { status: OPEN_STATUSES });
      if (!isOver && answer.success) setCount(answer.data.count);
    };
    void ask();
    const timer = setInterval(() => void ask(), COUNT_EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isFull]);
  return count;
}
