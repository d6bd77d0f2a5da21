import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it went to Stripe's API. */
export interface Sent {
  method: string;
  path: string;
  idempotencyKey: string | undefined;
  form: URLSearchParams;
}

/** Stands between us and the API: writes down what is asked, and fails when it is told to. */
export interface Line {
  port: number;
  sent: Sent[];
  /** The status that is answered in place of the API; `null`: it is asked. */
  failsWith: number | null;
  close: () => Promise<void>;
}

export async function lineTo(apiPort: number): Promise<Line> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url: path = '', headers } = request;
    const key = headers['idempotency-key'];
    const idempotencyKey = typeof key === 'string' ? key : undefined;
    line.sent.push({ method, path, idempotencyKey, form: new URLSearchParams(body.toString()) });
    if (line.failsWith !== null) {
      const error = { type: 'api_error', message: 'somebody@example.com could not be charged' };
      response.writeHead(line.failsWith, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error }));
      return;
    }
    const asked = http.request({ port: apiPort, host: '127.0.0.1', method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const line: Line = { port, sent: [], failsWith: null, close };
  return line;
}
