import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * Below the range that kernels hand out for outgoing connections, so that none of those takes a port first.
 */
const FIRST_PORT = 20_000;
const BLOCK_SIZE = 40;
const BLOCKS = 250;

export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Free ports of a block that no other stack of this machine uses: the block is claimed by a file that names
 * the process, since a port that is merely free now may be taken by another stack before it is bound.
 */
export async function claimPorts(count: number): Promise<number[]> {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let offset = 0; offset < BLOCKS; offset++) {
    const block = (start + offset) % BLOCKS;
    if (!claimBlock(block)) continue;
    const first = FIRST_PORT + block * BLOCK_SIZE;
    const free: number[] = [];
    for (let port = first; port < first + BLOCK_SIZE && free.length < count; port++) {
      if (await isPortFree(port)) free.push(port);
    }
    if (free.length === count) return free;
  }
  throw new Error(`no block of ${count} free ports from ${FIRST_PORT} on`);
}

function claimBlock(block: number): boolean {
  const directory = path.join(os.tmpdir(), `tollgate-ports-${os.userInfo().username}`);
  const file = path.join(directory, String(block));
  fs.mkdirSync(directory, { recursive: true });
  const owner = readPid(file);
  if (owner !== undefined) {
    if (isAlive(owner)) return false;
    fs.rmSync(file, { force: true });
  }
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    return false;
  }
  process.once('exit', () => fs.rmSync(file, { force: true }));
  return true;
}

function readPid(file: string): number | undefined {
  try {
    return Number(fs.readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
