import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { originsOf } from './access/access-policy.ts';
import {
  type BodyFault,
  type BodyRule,
  faultOfBody,
  faultOfHead,
  hasBody,
  refusalBody,
  ruleOf,
  tooLarge,
  tooMany,
} from './body-rules.ts';
import { log } from './log.ts';
import { accessSettings } from './options.ts';

/**
 * The server in front of every function unpacks and parses whatever is sent, up to a gigabyte, before any
 * code of ours runs, and has no option for it. But it is made in this process, after our module is loaded: so
 * what all servers of the process hand on is looked at here first.
 * docs/decisions/0023-bodies-are-bounded-before-they-are-parsed.md
 */
export interface BodyLimits {
  /** How long a client may take over its headers, and over the whole request. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** How often connections are asked whether they took too long. */
  checkEveryMs: number;
  /**
   * What is still being sent when it was refused is read for so long: a client that writes does not listen.
   */
  drainMs: number;
  /** A client gets so long to read the answer before the connection is closed. */
  lingerMs: number;
  /** What all bodies together may take up while they arrive. */
  maxReceivingBytes: number;
}

const DEFAULTS: BodyLimits = {
  headersTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 5_000,
  drainMs: 10_000,
  lingerMs: 250,
  maxReceivingBytes: 64 * 1_024 * 1_024,
};

/**
 * Not imported: an import reads every export of the module, and one of them loads an HTTP client, at the
 * start of each instance.
 */
const { prototype: allServers } = process.getBuiltinModule('node:http').Server;

const SMALLEST_BUFFER_BYTES = 4_096;
/**
 * So many requests of one connection may wait to be answered. Answers go out in order, and each keeps its
 * request, body and all, until it has gone out; browsers and proxies don't send the next request before that.
 */
const MAX_PIPELINED = 16;

/** `connectionsCheckingInterval` is an option of a server that its types do not have as a field. */
type TimedServer = Server & { connectionsCheckingInterval?: number };

/**
 * Has every HTTP server of this process refuse what is too large, packed or no JSON, before it hands a
 * request on.
 */
export function limitBodies(changed: Partial<BodyLimits> = {}): void {
  const limits = { ...DEFAULTS, ...changed };
  const { emit } = allServers;
  const receive = receiver(limits);
  allServers.emit = function (this: TimedServer, event: string | symbol, ...values: unknown[]) {
    const handOn = () => Reflect.apply(emit, this, [event, ...values]);
    // Before its own listener, which begins to check them.
    if (event === 'listening') setTimeouts(this, limits);
    if (event !== 'request') return handOn();
    receive(values[0] as IncomingMessage, values[1] as ServerResponse, handOn);
    return true;
  };
}

function setTimeouts(server: TimedServer, limits: BodyLimits): void {
  // Both: Node ends nobody for the one while the other is at what it comes with.
  server.headersTimeout = limits.headersTimeoutMs;
  server.requestTimeout = limits.requestTimeoutMs;
  server.connectionsCheckingInterval = limits.checkEveryMs;
}

function receiver(limits: BodyLimits) {
  const refusedOn = new WeakSet<Socket>();
  const unanswered = new WeakMap<Socket, number>();
  let receivingBytes = 0;

  /** Whether there are more requests of this connection than may wait. */
  function isOneTooMany(socket: Socket, response: ServerResponse): boolean {
    const count = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, count);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    return count > MAX_PIPELINED;
  }

  return function receive(request: IncomingMessage, response: ServerResponse, handOn: () => void): void {
    const { headers, socket } = request;
    if (isOneTooMany(socket, response)) {
      discard(request);
      socket.destroy();
      return;
    }
    if (refusedOn.has(socket)) {
      // Pipelined behind a refusal, on a connection that is about to close.
      discard(request);
      return;
    }
    if (!hasBody(headers)) {
      handOn();
      return;
    }
    const functionName = functionNameOf(request);
    const rule = ruleOf(functionName);
    const fault = faultOfHead(headers, rule);
    if (fault) refuse(fault);
    else hold(rule);

    /**
     * Takes what the parser pushes, until all of it is there; only then does anybody else hear of the
     * request.
     */
    function hold(rule: BodyRule): void {
      const { push } = request;
      let body = Buffer.alloc(0);
      let length = 0;
      request.once('close', release);
      request.push = (piece: Buffer | null) => {
        if (piece === null) complete();
        else add(piece);
        return true;
      };

      function add(piece: Buffer): void {
        const wanted = length + piece.length;
        if (wanted > rule.maxBytes) giveUp(tooLarge(rule));
        else if (wanted > body.length && !grow(wanted)) giveUp(tooMany());
        else length += piece.copy(body, length);
      }

      /**
       * One buffer for all: a body that comes byte by byte would take up a hundred times its size in pieces.
       */
      function grow(wanted: number): boolean {
        const size = Math.min(rule.maxBytes, Math.max(wanted, 2 * body.length, SMALLEST_BUFFER_BYTES));
        if (receivingBytes + size - body.length > limits.maxReceivingBytes) return false;
        receivingBytes += size - body.length;
        const larger = Buffer.allocUnsafeSlow(size);
        body.copy(larger, 0, 0, length);
        body = larger;
        return true;
      }

      function complete(): void {
        const whole = body.subarray(0, length);
        release();
        const fault = faultOfBody(whole, headers);
        if (fault) {
          refuse(fault);
          return;
        }
        request.push = push;
        if (length > 0) request.push(whole);
        request.push(null);
        handOn();
      }

      function giveUp(fault: BodyFault): void {
        release();
        refuse(fault);
      }

      function release(): void {
        receivingBytes -= body.length;
        body = Buffer.alloc(0);
        request.off('close', release);
      }
    }

    function refuse(fault: BodyFault): void {
      refusedOn.add(socket);
      log.info('a body was refused', { call: functionName, reason: fault.reason });
      const drained = request.complete ? Promise.resolve() : discard(request);
      const sent = answer(request, response, functionName, fault);
      void closeAfter(response, { drained, sent }, limits);
    }
  };
}

/** Reads what is still to come and keeps none of it; resolves at its end. */
function discard(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    request.push = (piece: Buffer | null) => {
      if (piece === null) resolve();
      return true;
    };
  });
}

/**
 * Sends the whole answer without ending it, because Node closes the connection at the end; resolves when it
 * is out.
 */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  functionName: string,
  fault: BodyFault,
): Promise<void> {
  const json = JSON.stringify(refusalBody(functionName, fault));
  // Firebase's SDKs read a streamed answer event by event, a refusal too.
  const isStream = functionName !== 'api' && request.headers.accept === 'text/event-stream';
  const text = isStream ? `data: ${json}\n\n` : json;
  response.on('error', () => {});
  response.writeHead(fault.status, {
    'Content-Type': isStream ? 'text/event-stream' : 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(fault.status === 503 ? { 'Retry-After': '1' } : {}),
    ...corsHeaders(request.headers.origin),
    Connection: 'close',
  });
  response.flushHeaders();
  return new Promise((resolve) => response.write(text, () => resolve()));
}

async function closeAfter(
  response: ServerResponse,
  { drained, sent }: { drained: Promise<void>; sent: Promise<void> },
  { drainMs, lingerMs }: BodyLimits,
): Promise<void> {
  const pause = (ms: number) => wait(ms, undefined, { ref: false });
  await Promise.race([drained, pause(drainMs)]);
  // Behind an answer that is still being made, it waits for that.
  await sent;
  // Nothing of this connection is of interest any more: what is pipelined stays where it is.
  response.socket?.pause();
  await pause(lingerMs);
  if (!response.destroyed) response.end();
}

/** As the functions themselves answer, so that the page learns why. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  const isAllowed =
    origin !== undefined &&
    originsOf(accessSettings()).some((allowed) =>
      typeof allowed === 'string' ? allowed === origin : allowed.test(origin),
    );
  return isAllowed ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } : { Vary: 'Origin' };
}

/**
 * Which function is asked for. Where one process has all of them, for tests and benchmarks, the path tells.
 */
const functionNameOf = ({ url = '' }: IncomingMessage): string =>
  process.env.FUNCTION_TARGET ?? /^(?:\/[^/?]*){2}\/(\w{1,64})/.exec(url)?.[1] ?? '';
