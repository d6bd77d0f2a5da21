import { type HttpsOptions, onRequest, type Request } from 'firebase-functions/v2/https';
import { loadFirestore } from './firestore.ts';
import { log } from './log.ts';
import { measured } from './measure.ts';

/** What is asked by HTTP and is no call: by machines, and by browsers that follow an address. */

export interface Asked {
  method: string;
  query: (name: string) => string;
  header: (name: string) => string | undefined;
  /** The body as it came, byte by byte: what a signature is over. */
  rawBody: Buffer;
}

export interface Reply {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

type Options = Pick<HttpsOptions, 'secrets' | 'timeoutSeconds'>;

/**
 * No page of another origin gets to see an answer. What goes wrong is answered with 500, so that a machine
 * asks again.
 */
export const endpoint = (name: string, options: Options, answer: (asked: Asked) => Promise<Reply>) =>
  onRequest({ cors: false, ...options }, async (request, response) => {
    try {
      const {
        status,
        body,
        headers = {},
      } = await measured(name, async () => {
        await loadFirestore();
        return answer(askedBy(request));
      });
      response
        .status(status)
        .set({ 'Cache-Control': 'no-store', ...headers })
        .send(body);
    } catch (error) {
      log.error(`${name} failed`, error);
      response.status(500).send('Something went wrong on our side. Ask again.');
    }
  });

const askedBy = (request: Request): Asked => ({
  method: request.method,
  query: (name) => {
    const value = request.query[name];
    return typeof value === 'string' ? value : '';
  },
  header: (name) => request.header(name),
  rawBody: request.rawBody,
});
