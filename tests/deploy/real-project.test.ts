import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromRoot } from '../../scripts/lib/paths.ts';
import { operatorEnv } from './environment.ts';

/**
 * Commands that write, in a project that is no emulator: the credentials are a server's of this test, and
 * open nothing.
 */

const PROJECT = 'my-shop-of-this-test';
let credentials: http.Server;

beforeAll(async () => {
  credentials = http.createServer((_request, response) => {
    response.setHeader('Metadata-Flavor', 'Google').setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ access_token: 'nothing', expires_in: 3600, token_type: 'Bearer' }));
  });
  credentials.listen(0, '127.0.0.1');
  await once(credentials, 'listening');
});

afterAll(() => credentials.close());

/** What a command has said when it ends, or as soon as it has said `until`. Nobody sits at a terminal. */
async function run(script: string, args: string[], until?: string): Promise<{ said: string; code: unknown }> {
  const { port } = credentials.address() as AddressInfo;
  const command = spawn(process.execPath, [fromRoot('scripts', script), ...args, '--project', PROJECT], {
    env: operatorEnv({
      GCE_METADATA_HOST: `127.0.0.1:${port}`,
      METADATA_SERVER_DETECTION: 'assume-present',
      GOOGLE_APPLICATION_CREDENTIALS: '',
      // Whatever it would write reaches nobody.
      HTTPS_PROXY: 'http://127.0.0.1:9',
      https_proxy: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [command.stdout, command.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
      if (until && said.includes(until)) command.kill();
    });
  const [code] = await once(command, 'close');
  return { said, code };
}

it.each([
  ['preset.ts', ['studio', '--apply'], 'write the preset studio into system_config'],
  ['grant-admin.ts', ['ada@example.com'], 'give ada@example.com the role admin'],
  ['grant-admin.ts', ['--uid', 'ada', '--role', 'moderator'], 'give ada the role moderator'],
  ['grant-admin.ts', ['--uid', 'ada', '--revoke'], 'take every role from ada'],
  ['grant-admin.ts', ['--uid', 'ada', '--reactivate'], 'reactivate ada'],
  ['grant-admin.ts', ['--reclaim'], 'claim all roles anew'],
  ['reconcile.ts', [], 'check everything, and keep the result in job_runs'],
])('%s %j stops where nobody can be asked, and names what and where', async (script, args, what) => {
  const { said, code } = await run(script, args, 'ECONNREFUSED');
  expect(said).toContain(`Nothing was written. This would ${what} in the real project ${PROJECT}`);
  expect(said).toContain('--yes');
  expect(code).toBe(1);
});

it('goes on with --yes, and names what and where all the same', async () => {
  const line = `In the real project ${PROJECT}: give ada the role admin.`;
  expect((await run('grant-admin.ts', ['--uid', 'ada', '--yes'], line)).said).toContain(line);
});
