import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Answers as the functions and as Identity Toolkit would, so that the installed SDK has somebody to speak
 * with.
 */

export interface StandIn {
  port: number;
  close(): void;
}

const PROFILE = { userId: 'ada', creditsMicro: 7_000_000, serverTimeMs: 1, prices: { version: 1 } };
const MADE = {
  activityId: 'ada.1',
  status: 'completed',
  result: { text: 'Hello', mimeType: 'text/plain', simulated: true },
  chargedMicro: 1_000_000,
  creditsMicro: 6_000_000,
};

function answerTo(address: string): unknown {
  if (address.includes('accounts:lookup')) return { users: [{ localId: 'ada', email: 'ada@example.com' }] };
  if (address.includes('accounts:signInWithCustomToken')) return { idToken: 'a-token' };
  return { result: PROFILE };
}

export async function standIn(): Promise<StandIn> {
  const server = http.createServer((request, response) => {
    request.resume();
    if (request.url?.includes('/nowhere/')) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>Page not found</html>');
      return;
    }
    if (request.headers.accept === 'text/event-stream') {
      const events = [{ message: { progress: 50, text: 'Hel' } }, { result: MADE }];
      response.setHeader('content-type', 'text/event-stream');
      response.end(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answerTo(request.url ?? '')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
