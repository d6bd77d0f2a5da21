import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CRC32C } from '@google-cloud/storage';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bucketStore } from './bucket-store.ts';

/**
 * A stand-in for Cloud Storage, because no emulator of it runs without a download: it keeps what is uploaded
 * and gives it back. It shows that we speak the client library rightly, not that Cloud Storage answers so.
 */
const kept = new Map<string, { type: string; bytes: Buffer }>();
let server: Server;
const directory = mkdtempSync(join(tmpdir(), 'tollgate-bucket-'));

async function receive(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A multipart upload: metadata as JSON, then the file. */
function parts(body: Buffer): { type: string; bytes: Buffer } {
  const text = body.toString('latin1');
  const boundary = text.slice(0, text.indexOf('\r\n'));
  const [, metadata = '', file = ''] = text.split(boundary);
  const content = (part: string) => part.slice(part.indexOf('\r\n\r\n') + 4, part.lastIndexOf('\r\n'));
  return { type: JSON.parse(content(metadata)).contentType, bytes: Buffer.from(content(file), 'latin1') };
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (request.method === 'POST') {
      const name = url.searchParams.get('name') ?? '';
      kept.set(name, parts(await receive(request)));
      response.setHeader('content-type', 'application/json');
      const crc32c = new CRC32C();
      crc32c.update(kept.get(name)?.bytes ?? Buffer.of());
      response.end(JSON.stringify({ name, bucket: 'results-bucket', crc32c: crc32c.toString() }));
      return;
    }
    const name = decodeURIComponent(url.pathname.split('/o/')[1] ?? '');
    if (request.method === 'DELETE') {
      response.statusCode = kept.delete(name) ? 204 : 404;
      response.end();
      return;
    }
    response.end(kept.get(name)?.bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const account = {
    type: 'service_account',
    project_id: 'demo-bucket',
    client_email: 'functions@demo-bucket.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
  const credentials = join(directory, 'account.json');
  writeFileSync(credentials, JSON.stringify(account));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', credentials);
  vi.stubEnv(
    'FIREBASE_CONFIG',
    JSON.stringify({ projectId: 'demo-bucket', storageBucket: 'results-bucket' }),
  );
  vi.stubEnv('STORAGE_EMULATOR_HOST', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterAll(() => {
  vi.unstubAllEnvs();
  server.close();
  rmSync(directory, { recursive: true });
});

describe('results in Cloud Storage', () => {
  const path = 'results/ada/ada.r1.txt';

  it('are kept with their type and read back', async () => {
    await bucketStore.save(path, new TextEncoder().encode('Grüße'), 'text/plain');
    expect(kept.get(path)?.type).toBe('text/plain');
    expect(await bucketStore.readText(path)).toBe('Grüße');
  });

  it('are removed, and it is no fault when they are gone already', async () => {
    const gone = 'results/ada/ada.r2.txt';
    await bucketStore.save(gone, new Uint8Array([1]), 'text/plain');
    await bucketStore.remove(gone);
    expect(kept.has(gone)).toBe(false);
    await bucketStore.remove(gone);
  });

  it('have an address that is signed for reading and lives fifteen minutes', async () => {
    const address = new URL(await bucketStore.address(path));
    expect(decodeURIComponent(address.pathname)).toContain(path);
    expect(address.searchParams.get('X-Goog-Algorithm')).toBe('GOOG4-RSA-SHA256');
    expect(address.searchParams.get('X-Goog-Credential')).toContain('functions@demo-bucket');
    const lifetime = Number(address.searchParams.get('X-Goog-Expires'));
    expect(lifetime).toBeGreaterThan(890);
    expect(lifetime).toBeLessThanOrEqual(900);
  });
});
