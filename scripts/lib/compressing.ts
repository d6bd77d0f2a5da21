import http from 'node:http';
import zlib from 'node:zlib';

/** Text is worth compressing; pictures and fonts are compressed already. */
const TEXT = /^(?:text\/|application\/(?:javascript|json|manifest\+json)|image\/svg)/;

/**
 * Stands before the hosting emulator, which sends everything as it is, and compresses what Firebase Hosting
 * compresses, for what measures how long a page takes. Answers its origin; it ends with the process.
 */
export async function compressing(origin: string, port: number): Promise<string> {
  const known = new Map<string, Buffer>();
  const server = http.createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', origin), {
      headers: { 'accept-encoding': 'identity' },
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const headers = Object.fromEntries(answer.headers);
    delete headers['content-length'];
    delete headers['transfer-encoding'];
    delete headers.connection;
    if (TEXT.test(headers['content-type'] ?? '')) {
      const key = `${request.url} ${headers.etag}`;
      const small = known.get(key) ?? zlib.gzipSync(body);
      known.set(key, small);
      response.writeHead(answer.status, { ...headers, 'content-encoding': 'gzip' }).end(small);
    } else response.writeHead(answer.status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${port}`;
}
