import { once } from 'node:events';
import path from 'node:path';
import { claimPorts } from './ports.ts';
import { MendableError } from './say.ts';
import { type Suite, tail } from './suite.ts';

/** Starts instances of all callables beside a suite's emulators; returns their origins. */
export async function startInstances(
  suite: Suite,
  count: number,
  env: Record<string, string> = {},
): Promise<string[]> {
  if (count === 0) return [];
  const ports = await claimPorts(count);
  await Promise.all(ports.map((port) => startInstance(suite, port, env)));
  return ports.map((port) => `http://127.0.0.1:${port}`);
}

async function startInstance(suite: Suite, port: number, env: Record<string, string>): Promise<void> {
  const bundle = path.join(suite.plan.directory, 'functions', 'index.js');
  const server = suite.start(
    process.execPath,
    [path.join(import.meta.dirname, 'instance-server.ts'), bundle, String(port)],
    {
      // As the platform sets them, but for the emulators' addresses, which are in the suite's environment.
      FIREBASE_CONFIG: JSON.stringify({ projectId: suite.plan.projectId }),
      K_SERVICE: 'tollgate',
      NODE_ENV: 'production',
      // So that what it leads people to doesn't wait for the emulator's cold processes.
      TOLLGATE_INSTANCE_ORIGIN: `http://127.0.0.1:${port}`,
      ...env,
    },
  );
  const ready = new Promise<void>((resolve) => {
    server.stdout?.on('data', (chunk: Buffer) => chunk.includes('instance ready') && resolve());
  });
  const ended = once(server, 'exit').then(([code]): never => {
    throw new MendableError(
      `An instance of the functions ended (exit code ${code}):\n${tail(suite.plan.log)}`,
    );
  });
  ended.catch(() => {});
  await Promise.race([ready, ended]);
}
