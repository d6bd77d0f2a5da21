import { type HttpsOptions, onRequest, type Request } from 'firebase-functions/v2/https';
import { loadFirestore } from './firestore.ts';
import { log } from './log.ts';
import { measured } from './measure.ts';

/** Plain HTTP endpoints that aren't calls: for machines, and for browsers that follow a link. */

export interface Asked {
  method: string;
  query: (name: string) => string;
  header: (name: string) => string | undefined;
  /** The raw body, byte by byte: signatures are over exactly this. */
  rawBody: Buffer;
}

export interface Reply {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

type Options = Pick<HttpsOptions, 'secrets' | 'timeoutSeconds'>;

/** Pages of other origins can't read the answer. Failures answer with 500, so that machines try again. */
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
