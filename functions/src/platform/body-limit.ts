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
 * The framework's server unpacks and parses any body, up to a gigabyte, before our code runs, and has no
 * option to limit it. But it is created in this process, after our module is loaded. So we look at each
 * request before any server of this process hands it on. docs/decisions/0023-bodies-are-bounded-before-they-
 * are-parsed.md
 */
export interface BodyLimits {
  /** How long a client may take to send its headers, and the whole request. */
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  /** How often connections are checked for having taken too long. */
  checkEveryMs: number;
  /** How long the rest of a refused body is read: a client that is still sending doesn't read the answer. */
  drainMs: number;
  /** How long a client gets to read the answer before its connection is closed. */
  lingerMs: number;
  /** The memory that all bodies together may use while they arrive. */
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
 * Not an import: that would read every export of the module at each start, and one of them loads an HTTP
 * client.
 */
const { prototype: allServers } = process.getBuiltinModule('node:http').Server;

const SMALLEST_BUFFER_BYTES = 4_096;
/**
 * How many requests of one connection may wait for an answer. Answers go out in order, and each keeps its
 * request in memory until it is sent; browsers and proxies don't send the next request before that.
 */
const MAX_PIPELINED = 16;

/** `connectionsCheckingInterval` is missing from the types of a server's fields. */
type TimedServer = Server & { connectionsCheckingInterval?: number };

/**
 * Makes every HTTP server of this process refuse bodies that are too large, compressed or not JSON, before it
 * hands a request on.
 */
export function limitBodies(changed: Partial<BodyLimits> = {}): void {
  const limits = { ...DEFAULTS, ...changed };
  const { emit } = allServers;
  const receive = receiver(limits);
  allServers.emit = function (this: TimedServer, event: string | symbol, ...values: unknown[]) {
    const handOn = () => Reflect.apply(emit, this, [event, ...values]);
    // Before the server's own listener, which starts checking connections.
    if (event === 'listening') setTimeouts(this, limits);
    if (event !== 'request') return handOn();
    receive(values[0] as IncomingMessage, values[1] as ServerResponse, handOn);
    return true;
  };
}

function setTimeouts(server: TimedServer, limits: BodyLimits): void {
  // Both are needed: each of Node's timeouts only covers its own phase.
  server.headersTimeout = limits.headersTimeoutMs;
  server.requestTimeout = limits.requestTimeoutMs;
  server.connectionsCheckingInterval = limits.checkEveryMs;
}

function receiver(limits: BodyLimits) {
  const refusedOn = new WeakSet<Socket>();
  const unanswered = new WeakMap<Socket, number>();
  let receivingBytes = 0;

  /** Whether this connection has too many requests waiting. */
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

    /** Collects the body as it arrives; nobody else hears of the request before it is complete. */
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

      /** One buffer for all of it: a body sent byte by byte would take a hundred times its size in pieces. */
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

/** Reads the rest of a body and drops it; resolves at its end. */
function discard(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    request.push = (piece: Buffer | null) => {
      if (piece === null) resolve();
      return true;
    };
  });
}

/**
 * Sends the whole answer without ending it, because Node would close the connection; resolves when it is
 * sent.
 */
function answer(
  request: IncomingMessage,
  response: ServerResponse,
  functionName: string,
  fault: BodyFault,
): Promise<void> {
  const json = JSON.stringify(refusalBody(functionName, fault));
  // Firebase's SDKs read a streamed answer, including a refusal, event by event.
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
  // If an earlier answer isn't finished, this one waits for it.
  await sent;
  // Nothing more is read from this connection: pipelined requests are dropped.
  response.socket?.pause();
  await pause(lingerMs);
  if (!response.destroyed) response.end();
}

/** In the format of the functions themselves, so that the page learns the reason. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  const isAllowed =
    origin !== undefined &&
    originsOf(accessSettings()).some((allowed) =>
      typeof allowed === 'string' ? allowed === origin : allowed.test(origin),
    );
  return isAllowed ? { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' } : { Vary: 'Origin' };
}

/**
 * The function that is asked for. Where one process serves all of them (tests, benchmarks), it is in the
 * path.
 */
const functionNameOf = ({ url = '' }: IncomingMessage): string =>
  process.env.FUNCTION_TARGET ?? /^(?:\/[^/?]*){2}\/(\w{1,64})/.exec(url)?.[1] ?? '';
