export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/**
 * Calls `handler` once, when this process is asked to stop or the one that started it is gone. A terminal's
 * Ctrl-C reaches every process of the group and is passed on by each of them besides, so that one press
 * arrives many times.
 */
export function onStop(handler: (signal: StopSignal) => void): void {
  let stopped = false;
  const once = (signal: StopSignal) => () => {
    if (stopped) return;
    stopped = true;
    handler(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once(signal));
  process.on('disconnect', once('SIGTERM'));
  process.channel?.unref();
}

export const exitCodeOf = (signal: StopSignal): number =>
  ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })[signal];
