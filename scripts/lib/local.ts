import path from 'node:path';
import { studio } from '@tollgate/contract/config/presets/studio';
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { findFirestoreEmulator } from './firestore-emulator.ts';
import { WORK_DIR } from './paths.ts';
import { isPortFree } from './ports.ts';
import { applyPreset } from './preset.ts';
import { readRunning, removeRunning, writeRunning } from './project.ts';
import { MendableError, say } from './say.ts';
import { callSchedules } from './schedules.ts';
import { DEMO_ADMIN, DEMO_PASSWORD, DEMO_USER, seedDemo } from './seed.ts';
import { exitCodeOf, onStop } from './stop.ts';
import { type Suite, startSuite } from './suite.ts';
import { newHashKey, type SuitePlan, type SuitePorts, suiteEnv } from './suite-files.ts';

/** In emulators the packs can be bought: their checkout moves no money. */
const SELLING = { ...studio, credit_config: { ...studio.credit_config, sellsPacks: true } };

export const WEB_PORT = 5002;

/**
 * Where people expect the emulators: the defaults of firebase-tools, but for hosting, whose 5000 macOS takes.
 */
const PORTS: SuitePorts = {
  hosting: WEB_PORT,
  auth: 9099,
  functions: 5001,
  firestore: 8080,
  firestoreWebsocket: 9150,
  tasks: 9499,
  eventarc: 9299,
  hub: 4400,
  logging: 4500,
};

/** What differs between `npm start` and `npm run dev`. */
export interface Local {
  /** Whether the hosting emulator serves the built web app. */
  hosting: boolean;
  /** The suite's project folder. */
  directory: string;
  build: () => Promise<void>;
  /** Runs once the suite is up; what it returns stops what it began. */
  alongside?: (plan: SuitePlan) => Promise<() => Promise<void>>;
}

/** Starts everything on fixed ports with demo users in it, and runs until Ctrl-C. */
export async function runLocally(local: Local): Promise<number> {
  const startedMs = Date.now();
  await requirePorts();
  let suite: Pick<Suite, 'stop'> | undefined;
  let stopAlongside: (() => Promise<void>) | undefined;
  const stop = async (): Promise<void> => {
    removeRunning();
    await stopAlongside?.();
    await suite?.stop();
  };
  onStop(async (signal) => {
    say('\nStopping …');
    await stop();
    process.exit(exitCodeOf(signal));
  });
  try {
    const firestore = await findFirestoreEmulator();
    await local.build();
    const plan = planLocal(local);
    say('Starting the emulators …');
    const started = await startSuite(plan, firestore, (early) => {
      suite = early;
    });
    Object.assign(process.env, suiteEnv(plan));
    const app = initializeApp({ projectId: plan.projectId });
    await applyPreset(getFirestore(app), { name: 'studio', preset: SELLING, nowMs: Date.now() });
    await seedDemo(app, plan);
    writeRunning(suiteEnv(plan));
    stopAlongside = await local.alongside?.(plan);
    welcome(plan, Date.now() - startedMs);
    callSchedules(plan);
    await started.failed;
  } finally {
    await stop();
  }
  return 0;
}

function planLocal({ hosting, directory }: Local): SuitePlan {
  return {
    projectId: 'demo-tollgate',
    ports: PORTS,
    directory,
    hashKey: newHashKey(),
    resultsDir: path.join(directory, 'results'),
    log: path.join(WORK_DIR, 'start.log'),
    hosting,
  };
}

async function requirePorts(): Promise<void> {
  const running = readRunning();
  if (running) {
    throw new MendableError(
      `Tollgate runs here already, on ${running.env.TOLLGATE_HOSTING_ORIGIN} (process ${running.pid}). ` +
        `Stop it with Ctrl-C in its terminal, or with: kill ${running.pid}`,
    );
  }
  for (const [name, port] of Object.entries(PORTS)) {
    if (await isPortFree(port)) continue;
    throw new MendableError(
      `Port ${port} (${name}) is in use by another program. See which one with: lsof -i :${port} (or: ss -ltnp), stop it, and run this again.`,
    );
  }
}

function welcome(plan: SuitePlan, tookMs: number): void {
  say(`
Tollgate is ready: http://127.0.0.1:${plan.ports.hosting}  (${(tookMs / 1000).toFixed(1)} s)

  user   ${DEMO_USER.email}    password ${DEMO_PASSWORD}
  admin  ${DEMO_ADMIN.email}  password ${DEMO_PASSWORD}

What the emulators and functions say: ${path.relative(process.cwd(), plan.log)}. Ctrl-C stops all of it.`);
}
