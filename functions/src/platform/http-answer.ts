import { REFUSALS, type Refusal } from '@tollgate/contract/refusals/refusals';
import type { onRequest, Request } from 'firebase-functions/v2/https';
import type { Stream } from './work.ts';

type Response = Parameters<Parameters<typeof onRequest>[0]>[1];

/** Errors of HTTP itself, which callables don't have. */
type HttpReason = 'method_not_allowed' | 'unsupported_media_type' | 'internal';

const MS_PER_SECOND = 1_000;
/** How often a silent stream sends a sign of life, before proxies take it for dead. */
const ALIVE_EVERY_MS = 15_000;

const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  // Headers that pages of other origins may read.
  'Access-Control-Expose-Headers': 'Allow, Retry-After, WWW-Authenticate',
};

export type Respond = ReturnType<typeof answerOn>;

/** The ways to answer a request. Exactly one is used, once. */
export function answerOn(request: Request, response: Response) {
  response.set(HEADERS);
  const events = eventsOn(response);
  let wantsEvents = false;

  function send(status: number, body: object): void {
    if (events.isOpen()) events.end(status, body);
    else response.status(status).json(body);
  }

  function no(status: number, reason: HttpReason, message: string): void {
    send(status, { error: { reason, message } });
  }

  function refusal({ reason, message, details }: Refusal): void {
    const { retryAfterMs } = details;
    if (!events.isOpen()) {
      if (retryAfterMs !== undefined)
        response.set('Retry-After', `${Math.ceil(retryAfterMs / MS_PER_SECOND)}`);
      if (reason === 'unauthenticated') response.set('WWW-Authenticate', challengeOf(request));
    }
    send(REFUSALS[reason].status, { error: { reason, message, ...details } });
  }

  return {
    no,
    refusal,
    /** As an event for clients that asked for a stream, even when it is the only one. */
    answer(body: object): void {
      if (wantsEvents) events.end(200, body);
      else send(200, body);
    },
    failed: (message: string) => no(500, 'internal', message),
    methods(allowed: readonly string[]): void {
      response.set('Allow', allowed.join(', '));
      no(405, 'method_not_allowed', `Use ${allowed.join(' or ')} here.`);
    },
    /**
     * Sends pieces as events to clients that asked for a stream. Until the first one, a refusal still has its
     * own status.
     */
    streamFor({ streams }: { streams: boolean }): Stream {
      wantsEvents = streams && request.header('accept')?.includes('text/event-stream') === true;
      return async (chunk) => {
        if (wantsEvents) events.send('progress', chunk);
      };
    },
  };
}

const challengeOf = (request: Request): string =>
  request.header('authorization')
    ? 'Bearer realm="tollgate", error="invalid_token"'
    : 'Bearer realm="tollgate"';

/** Server-sent events: any number of `progress`, then one `result` or `error`. */
function eventsOn(response: Response) {
  let alive: NodeJS.Timeout | undefined;
  // A caller who went away is no error: the generation goes on, and its activity shows how it ends.
  const write = (text: string) => {
    if (!response.writableEnded && !response.destroyed) response.write(text);
  };
  const send = (event: string, data: object) => {
    // A provider that ignores the abort may send pieces after the answer; nobody would catch what this
    // throws.
    if (response.writableEnded) return;
    if (!alive) {
      response.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
      response.status(200);
      alive = setInterval(() => write(': alive\n\n'), ALIVE_EVERY_MS);
    }
    write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  return {
    isOpen: () => alive !== undefined,
    send,
    end(status: number, body: object): void {
      send(status === 200 ? 'result' : 'error', status === 200 ? body : { status, ...body });
      clearInterval(alive);
      response.end();
    },
  };
}
