/**
 * Installs what package-lock.json says, when that is not what is installed, then runs `scripts/COMMAND.ts` under the
 * Node that the npm package `node` brings: the machine's own may be older than the Cloud Functions runtime.
 * Plain JavaScript without dependencies, because it runs before anything is installed, and under any Node.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const NETWORK_ERRORS =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = path.join(root, 'node_modules');
const node = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

export function bootstrap(command, args) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    fail(
      `Tollgate needs Node ${OLDEST_NODE} or newer to start; this is ${process.version}. ` +
        'Install a current one from https://nodejs.org, or with: nvm install --lts',
    );
  }
  const script = path.join(root, 'scripts', `${command}.ts`);
  if (!command || !fs.existsSync(script)) {
    fail(`There is no command ${command}: see the scripts in package.json.`);
  }
  const missing = whatIsMissing();
  if (missing) install(missing);
  run(script, args);
}

/** What of package-lock.json is not installed, in a few words; `undefined` when all of it is. */
function whatIsMissing() {
  const installed = readJson(path.join(modules, '.package-lock.json'));
  if (!installed) return 'nothing is installed yet';
  const wanted = readJson(path.join(root, 'package-lock.json'));
  if (!wanted)
    fail('package-lock.json is missing or broken; get it back with: git checkout package-lock.json');
  for (const [place, entry] of Object.entries(wanted.packages)) {
    if (!place.includes('node_modules/')) continue;
    const found = installed.packages[place];
    // npm leaves out what was made for another platform.
    if (!found && entry.optional) continue;
    if (!found) return `${place.slice(place.lastIndexOf('node_modules/') + 13)} is not installed`;
    if (found.version !== entry.version || found.integrity !== entry.integrity) return `${place} has changed`;
  }
  return fs.existsSync(node) ? undefined : 'the Node that everything runs under is missing';
}

function install(why) {
  console.log(`Installing the dependencies (${why}): npm ci, a minute or two …`);
  const npm = process.env.npm_execpath;
  const options = ['ci', '--loglevel=error', '--no-fund', '--no-audit', '--fetch-retry-maxtimeout=10000'];
  const [program, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...options]] : ['npm', options];
  const result = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error?.code === 'ENOENT') fail('npm was not found. It comes with Node: https://nodejs.org');
  if (result.signal) process.exit(130);
  if (result.status !== 0) {
    const said = (result.stderr || String(result.error ?? '')).trim();
    console.error(said.split('\n').slice(0, 15).join('\n'));
    fail(
      NETWORK_ERRORS.test(said)
        ? 'npm could not reach the package registry. Connect this machine to the network (behind a proxy: npm config set proxy URL), then run the same command again.'
        : 'npm ci failed, as said above. Once that is mended, run the same command again.',
    );
  }
  if (!fs.existsSync(node)) {
    fail(
      'The npm package "node" did not bring its Node. Allow install scripts (npm config set ignore-scripts false), then: npm ci',
    );
  }
}

function run(script, args) {
  const places = [path.dirname(node), path.join(modules, '.bin'), process.env.PATH ?? ''];
  const child = spawn(node, [script, ...args], {
    cwd: root,
    // The channel tells the command when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: places.join(path.delimiter) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
