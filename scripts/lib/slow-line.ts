import net from 'node:net';

/**
 * A line to `target` on which a round trip takes `roundTripMs` longer: every piece is held back for half of
 * it, each way, in its order. Returns where to connect to. It lives as long as this process.
 */
export function slowLine(target: { host: string; port: number }, roundTripMs: number): Promise<string> {
  const server = net.createServer({ allowHalfOpen: true }, (near) => {
    const far = net.connect({ ...target, allowHalfOpen: true });
    heldBack(near, far, roundTripMs / 2);
    heldBack(far, near, roundTripMs / 2);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.unref();
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
      resolve(`127.0.0.1:${address.port}`);
    });
  });
}

function heldBack(from: net.Socket, to: net.Socket, ms: number): void {
  from.setNoDelay(true);
  from.on('data', (piece) => setTimeout(() => to.writable && to.write(piece), ms));
  from.on('end', () => setTimeout(() => to.end(), ms));
  // Whatever ends one side ends the other; who was connected sees that as it would without us.
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), 2 * ms));
}
