import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { isExecutable, onPath } from './find-program.ts';
import { OLDEST_JAVA } from './java.ts';
import { CACHE_DIR } from './paths.ts';
import { MendableError, say } from './say.ts';

/** A Firestore emulator that needs no Java: https://crates.io/crates/hidane */
const VERSION = '0.6.0';
const CRATE_DIR = path.join(CACHE_DIR, `hidane-${VERSION}`);

const BUILT = path.join(CRATE_DIR, 'bin', 'hidane');

/** hidane from the PATH or from our cache. */
export const hidaneAtHand = (): string | undefined =>
  onPath('hidane') ?? (isExecutable(BUILT) ? BUILT : undefined);

/** hidane as it is at hand, or built now by cargo into our cache. */
export async function findHidane(): Promise<string> {
  const found = hidaneAtHand();
  if (found) return found;
  const cargo = onPath('cargo') ?? path.join(os.homedir(), '.cargo', 'bin', 'cargo');
  if (!isExecutable(cargo)) {
    throw new MendableError(
      `No Firestore emulator can be found or built. Install a Java of ${OLDEST_JAVA} or newer ` +
        '(Debian and Ubuntu: apt-get install openjdk-21-jre-headless; macOS: brew install openjdk) or Rust ' +
        '(https://rustup.rs), then run the same command again.',
    );
  }
  say(
    `Building the Firestore emulator (no Java ${OLDEST_JAVA} with the official one's jar here): cargo install hidane, some minutes, once …`,
  );
  const build = spawn(cargo, ['install', '--locked', `hidane@${VERSION}`, '--root', CRATE_DIR], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  build.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  const [code] = await once(build, 'exit');
  if (code === 0 && isExecutable(BUILT)) return BUILT;
  console.error(said.trim().split('\n').slice(-15).join('\n'));
  throw new MendableError(
    `The Firestore emulator could not be built, as said above. Connect this machine to the network, or install a ` +
      `Java of ${OLDEST_JAVA} or newer (apt-get install openjdk-21-jre-headless), then run the same command again.`,
  );
}
