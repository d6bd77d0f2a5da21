import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { isExecutable, onPath } from './find-program.ts';
import { CACHE_DIR } from './paths.ts';
import { claimPorts } from './ports.ts';
import { MendableError, say } from './say.ts';

/** Stripe's own stand-in for its API, which holds every request against Stripe's description of it. */
const VERSION = 'v0.203.0';
const PACKAGE = `github.com/stripe/stripe-mock@${VERSION}`;
const BUILT_DIR = path.join(CACHE_DIR, `stripe-mock-${VERSION}`);
const BUILT = path.join(BUILT_DIR, process.platform === 'win32' ? 'stripe-mock.exe' : 'stripe-mock');

/** The one that is named, one from the PATH or from our cache, or one that Go builds now into our cache. */
async function findStripeMock(): Promise<string> {
  const named = process.env.TOLLGATE_STRIPE_MOCK;
  if (named) {
    if (isExecutable(named)) return named;
    throw new MendableError(
      `TOLLGATE_STRIPE_MOCK is ${named}, which can't be run. Set it to stripe-mock's path.`,
    );
  }
  const found = onPath('stripe-mock') ?? (isExecutable(BUILT) ? BUILT : undefined);
  if (found) return found;
  const go = onPath('go') ?? '/usr/local/go/bin/go';
  if (!isExecutable(go)) {
    throw new MendableError(
      'The requests to Stripe are tried on stripe-mock, which is not here and can not be built. Install Go ' +
        '(https://go.dev/dl, or: brew install go) or stripe-mock (brew install stripe/stripe-mock/stripe-mock, or its release from ' +
        'https://github.com/stripe/stripe-mock/releases on the PATH), then run the same command again.',
    );
  }
  say(`Building stripe-mock, half a minute, once: go install ${PACKAGE} …`);
  const build = spawn(go, ['install', PACKAGE], {
    env: { ...process.env, GOBIN: BUILT_DIR },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  build.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  const [code] = await once(build, 'exit');
  if (code === 0 && isExecutable(BUILT)) return BUILT;
  throw new MendableError(
    `stripe-mock could not be built:\n${said.trim().split('\n').slice(-10).join('\n')}\n` +
      'Connect this machine to the network, or put stripe-mock on the PATH, then run the same command again.',
  );
}

export interface StripeMock {
  port: number;
  stop: () => Promise<void>;
}

export async function startStripeMock(): Promise<StripeMock> {
  const program = await findStripeMock();
  const [port = 0] = await claimPorts(1);
  const mock = spawn(program, ['-http-addr', `127.0.0.1:${port}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listening = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4_000);
      if (said.includes('Listening for HTTP')) resolve();
    };
    mock.stdout.on('data', listen);
    mock.stderr.on('data', listen);
  });
  const ended = once(mock, 'exit').then(([code]): never => {
    throw new MendableError(`stripe-mock ended (exit code ${code}):\n${said}`);
  });
  ended.catch(() => {});
  await Promise.race([listening, ended]);
  const stop = async () => {
    mock.kill();
    await once(mock, 'exit').catch(() => {});
  };
  return { port, stop };
}
