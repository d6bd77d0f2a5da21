import type { IncomingHttpHeaders } from 'node:http';

/**
 * What a request may bring with it. Decided here on headers and bytes alone; `body-limit.ts` does the
 * receiving.
 */
export interface BodyRule {
  maxBytes: number;
  /** Whether a form of a web page is understood, and not only JSON. */
  takesForms: boolean;
}

export const MAX_BODY_BYTES = 256 * 1_024;
const MEBIBYTE = 1_024 * 1_024;

/**
 * The functions that need another rule than the rest. A call with a prompt of the longest kind has some 60
 * kB.
 */
const RULES: ReadonlyMap<string, Partial<BodyRule>> = new Map([
  // A processor sends what it sends: an event that is refused is a payment that nobody hears of.
  ['paymentWebhook', { maxBytes: MEBIBYTE }],
  // As large as the document that it is stored in can be: banned terms are many.
  ['updateCreditConfiguration', { maxBytes: MEBIBYTE }],
  ['localCheckout', { takesForms: true }],
]);

export const ruleOf = (functionName: string): BodyRule => ({
  maxBytes: MAX_BODY_BYTES,
  takesForms: false,
  ...RULES.get(functionName),
});

/** Why a body is not taken. `reason` is that of the HTTP API; callables know `invalid_argument` alone. */
export interface BodyFault {
  status: 400 | 413 | 415 | 503;
  reason: 'invalid_argument' | 'body_too_large' | 'unsupported_media_type' | 'contended';
  message: string;
}

/**
 * More than anything that we or a processor of payments sends has; code that walks JSON by recursion stands
 * it.
 */
const MAX_DEPTH = 64;

export const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** What can be told before a byte of the body has come. */
export function faultOfHead(headers: IncomingHttpHeaders, rule: BodyRule): BodyFault | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity')
    return unsupported('Send the body as it is, without Content-Encoding.');
  const transfer = headers['transfer-encoding']?.trim().toLowerCase() ?? 'chunked';
  if (transfer !== 'chunked') return unsupported('No Transfer-Encoding but chunked is understood.');
  const type = headers['content-type']?.toLowerCase() ?? '';
  if (!isInUtf8(type)) return unsupported('Send the body in UTF-8.');
  if (type.includes('x-www-form-urlencoded') && !rule.takesForms)
    return unsupported('Send JSON, with Content-Type: application/json.');
  return Number(headers['content-length'] ?? 0) > rule.maxBytes ? tooLarge(rule) : null;
}

/** Every charset that a type names must be one: which of several counts is each parser's own idea. */
const isInUtf8 = (type: string): boolean =>
  [...type.matchAll(/charset\s*=\s*("[^"]*"|[^;\s]*)/g)].every(([, charset = '']) =>
    ['utf-8', 'utf8', 'us-ascii'].includes(charset.replaceAll('"', '').trim()),
  );

/**
 * What can be told once the whole body is there. The server in front would answer with a page, or with a
 * fault of ours.
 */
export function faultOfBody(body: Buffer, headers: IncomingHttpHeaders): BodyFault | null {
  if (body.length === 0 || !headers['content-type']?.toLowerCase().includes('json')) return null;
  if (depthOf(body) > MAX_DEPTH) return invalid(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  const parsed = parse(body);
  if (parsed === undefined) return invalid('The body is not valid JSON.');
  if (typeof parsed !== 'object' || parsed === null) return invalid('The body must be a JSON object.');
  return null;
}

function parse(body: Buffer): unknown {
  try {
    // Without the mark of byte order that some editors put in front, as the server reads it.
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    // Where it broke off quotes what was sent, which is nothing for an answer or a log.
    return undefined;
  }
}

/** The bytes of JSON that tell how deep it goes. In UTF-8 none of them is a part of another character. */
const [QUOTE, BACKSLASH, LIST, END_OF_LIST, OBJECT, END_OF_OBJECT] = Buffer.from('"\\[]{}');

/** How deep the lists and objects of a JSON text go, without building any of them. */
function depthOf(json: Buffer): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (byte === QUOTE) isText = !isText;
    else if (isText) index += byte === BACKSLASH ? 1 : 0;
    else if (byte === LIST || byte === OBJECT) deepest = Math.max(deepest, ++depth);
    else if (byte === END_OF_LIST || byte === END_OF_OBJECT) depth--;
  }
  return deepest;
}

export const tooLarge = ({ maxBytes }: BodyRule): BodyFault => ({
  status: 413,
  reason: 'body_too_large',
  message: `A body may have at most ${maxBytes / 1_024} KiB.`,
});

export const tooMany = (): BodyFault => ({
  status: 503,
  reason: 'contended',
  message: 'Too much is being sent at once. Try again in a moment.',
});

const invalid = (message: string): BodyFault => ({ status: 400, reason: 'invalid_argument', message });

const unsupported = (message: string): BodyFault => ({
  status: 415,
  reason: 'unsupported_media_type',
  message,
});

const RETRY_AFTER_MS = 1_000;

/** What the answer says, in the form that the callers of this function read refusals in. */
export function refusalBody(functionName: string, { status, reason, message }: BodyFault): object {
  const wait = status === 503 ? { retryAfterMs: RETRY_AFTER_MS } : {};
  const issues = reason === 'invalid_argument' ? { issues: [{ path: '', message }] } : {};
  if (functionName === 'api') return { error: { reason, message, ...issues, ...wait } };
  if (status === 503)
    return { error: { status: 'UNAVAILABLE', message, details: { reason: 'contended', ...wait } } };
  const details = { reason: 'invalid_argument', issues: [{ path: '', message }] };
  return { error: { status: 'INVALID_ARGUMENT', message, details } };
}
