/**
 * One instance of all callables, as production runs each of them: the functions framework, one process, many
 * requests
 * at once. Serves them by the paths of the functions emulator: /PROJECT/us-central1/NAME.
 * Started as: node instance-server.ts BUNDLE PORT
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { http, type Request, type Response } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';

type Handler = (request: Request, response: Response) => unknown;

const [bundle = '', port = ''] = process.argv.slice(2);
const deployed: Record<string, unknown> = await import(pathToFileURL(path.resolve(bundle)).href);

const isHandler = (value: unknown): value is Handler => typeof value === 'function' && '__endpoint' in value;

http('tollgate', (request, response) => {
  const [, , , name = ''] = request.path.split('/');
  const handler = Object.hasOwn(deployed, name) ? deployed[name] : undefined;
  if (!isHandler(handler)) {
    response.status(404).json({ error: { status: 'NOT_FOUND', message: `there is no function ${name}` } });
    return;
  }
  // A function gets what comes after its name.
  request.url = request.url.replace(/^(?:\/[^/?]*){3}/, '').replace(/^(?!\/)/, '/');
  return handler(request, response);
});

// The tool's name says testing; what it makes is the very server of the framework's command line.
getTestServer('tollgate').listen(Number(port), '127.0.0.1', () => console.log('instance ready'));
