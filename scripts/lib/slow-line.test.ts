import { once } from 'node:events';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { slowLine } from './slow-line.ts';

let server: net.Server | undefined;
afterEach(() => server?.close());

async function lineTo(answer: (socket: net.Socket) => void, roundTripMs: number): Promise<net.Socket> {
  server = net.createServer({ allowHalfOpen: true }, answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  const [host = '', slowPort] = (await slowLine({ host: '127.0.0.1', port }, roundTripMs)).split(':');
  return net.connect({ host, port: Number(slowPort), allowHalfOpen: true });
}

describe('slowLine', () => {
  it('brings everything, in its order, to the other side and back', async () => {
    const socket = await lineTo((far) => far.pipe(far), 4);
    const said = text(socket);
    for (let i = 0; i < 500; i++) socket.write(`${i},`);
    socket.end();
    expect(await said).toBe(Array.from({ length: 500 }, (_, i) => `${i},`).join(''));
  });

  it('takes the time that it is asked to, at least', async () => {
    const socket = await lineTo((far) => far.pipe(far), 60);
    await once(socket, 'connect');
    const startedMs = performance.now();
    socket.write('?');
    await once(socket, 'data');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(58);
    socket.destroy();
  });

  it('ends when the far side does', async () => {
    const socket = await lineTo((far) => far.end('bye'), 4);
    expect(await text(socket)).toBe('bye');
  });
});
