import { useNetwork } from '@mantine/hooks';
import { ago } from '../../../shared/format.ts';
import classes from './live.module.css';
import { useLive } from './live-store.ts';

const LABELS = {
  connecting: 'Connecting',
  live: 'Live',
  cached: 'Reconnecting',
  offline: 'Offline',
  failed: 'Stopped',
};

/** Whether what is shown is what is happening, and when something last happened. */
export function LiveDot({ nowMs }: { nowMs: number }) {
  const { online } = useNetwork();
  const { phase, fromCache, changedAtMs } = useLive();
  const listening = fromCache ? 'cached' : 'live';
  const state = !online ? 'offline' : phase === 'listening' ? listening : phase;
  return (
    <p className={classes.dot} data-state={state} data-testid="live-state" style={{ margin: 0 }}>
      <strong role="status">{LABELS[state === 'failed' ? 'failed' : state]}</strong>
      {changedAtMs !== null && <span className="num">last change {ago(changedAtMs, nowMs)}</span>}
    </p>
  );
}
