/**
 * Installs what package-lock.json says, when that is not what is installed, then runs `scripts/COMMAND.ts`
 * under the Node that the npm package `node` brings: the machine's own may be older than the Cloud Functions
 * runtime. Plain JavaScript without dependencies, because it runs before anything is installed, and under any
 * Node.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const NETWORK_ERRORS =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = path.join(root, 'node_modules');
const node = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The signal that this process was asked to stop with. */
let stoppedBy;

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
  if (missing) install(missing, () => run(script, args));
  else run(script, args);
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

function install(why, done) {
  console.log(`Installing the dependencies (${why}): npm ci, a minute or two …`);
  // From npm's own cache where it has them: what the lockfile names can't have changed.
  const options = [
    'ci',
    '--prefer-offline',
    '--loglevel=error',
    '--no-fund',
    '--no-audit',
    '--fetch-retry-maxtimeout=10000',
  ];
  const ownNpm = process.env.npm_execpath;
  const [program, args] = ownNpm?.endsWith('.js')
    ? [process.execPath, [ownNpm, ...options]]
    : ['npm', options];
  const child = start(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] }, (npm) => {
    // npm would tidy up for as long as the installation took; the next one begins anew in any case.
    setTimeout(() => npm.kill('SIGKILL'), 2_000);
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  child.on('error', () => fail('npm was not found. It comes with Node: https://nodejs.org'));
  child.on('close', (code) => {
    if (stoppedBy) endBy(stoppedBy);
    else if (code !== 0) installFailed(said);
    else if (!fs.existsSync(node)) {
      fail(
        'The npm package "node" did not bring its Node. Allow install scripts (npm config set ignore-scripts false), then: npm ci',
      );
    } else done();
  });
}

function installFailed(said) {
  const isDetail = /^npm error\s*(?:$|[}]|at |code: |errno|syscall|address|port:|type:)/;
  const lines = said.split('\n').filter((line) => line.trim() && !isDetail.test(line));
  console.error(lines.slice(0, 12).join('\n'));
  fail(
    NETWORK_ERRORS.test(said)
      ? 'npm could not reach the package registry. Connect this machine to the network (behind a proxy: npm config set proxy URL), then run the same command again.'
      : 'npm ci failed, as said above. Once that is mended, run the same command again.',
  );
}

function run(script, args) {
  const places = [path.dirname(node), path.join(modules, '.bin'), process.env.PATH ?? ''];
  const child = start(node, [script, ...args], {
    cwd: root,
    // The channel tells the command when this process is gone, however it went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...globalConfigOfNpm(), PATH: places.join(path.delimiter) },
  });
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal) endBy(signal);
    else process.exit(code ?? 1);
  });
}

/**
 * Npm looks for its global configuration beside the Node that runs it, and the one that the package brings
 * has none. So it is told where the machine's is: a registry, proxy or certificate that is set there holds
 * for what is started here.
 */
function globalConfigOfNpm() {
  if (process.env.npm_config_globalconfig) return {};
  const parts = process.platform === 'win32' ? [] : ['..'];
  const file = path.resolve(path.dirname(process.execPath), ...parts, 'etc', 'npmrc');
  return fs.existsSync(file) ? { npm_config_globalconfig: file } : {};
}

/** Starts a program that gets the signals that come to this process. */
function start(program, args, options, onSignal) {
  const child = spawn(program, args, options);
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      stoppedBy = signal;
      child.kill(signal);
      onSignal?.(child);
    });
  }
  return child;
}

/** Ends as what was started has ended, so that whoever waits for this process sees the same. */
function endBy(signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
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
