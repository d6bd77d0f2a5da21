import type { IncomingHttpHeaders } from 'node:http';

/** The limits of a request's body, decided on headers and bytes alone. `body-limit.ts` does the receiving. */
export interface BodyRule {
  maxBytes: number;
  /** Whether HTML form bodies are accepted besides JSON. */
  takesForms: boolean;
}

export const MAX_BODY_BYTES = 256 * 1_024;
const MEBIBYTE = 1_024 * 1_024;

/** Functions whose limit differs from the default. A call with the longest prompt takes about 60 kB. */
const RULES: ReadonlyMap<string, Partial<BodyRule>> = new Map([
  // We don't control how large a payment event is, and refusing one would lose a payment.
  ['paymentWebhook', { maxBytes: MEBIBYTE }],
  // As large as a Firestore document: the list of banned terms can be long.
  ['updateCreditConfiguration', { maxBytes: MEBIBYTE }],
  ['localCheckout', { takesForms: true }],
]);

export const ruleOf = (functionName: string): BodyRule => ({
  maxBytes: MAX_BODY_BYTES,
  takesForms: false,
  ...RULES.get(functionName),
});

/** Why a body is refused. `reason` is for the HTTP API; callables only ever answer `invalid_argument`. */
export interface BodyFault {
  status: 400 | 413 | 415 | 503;
  reason: 'invalid_argument' | 'body_too_large' | 'unsupported_media_type' | 'contended';
  message: string;
}

/** Deeper than anything we or a payment processor send, and safe for code that walks JSON recursively. */
const MAX_DEPTH = 64;

export const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Checks that need only the headers. */
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

/**
 * A content type can name several charsets, and parsers disagree about which one counts: all must be allowed.
 */
const isInUtf8 = (type: string): boolean =>
  [...type.matchAll(/charset\s*=\s*("[^"]*"|[^;\s]*)/g)].every(([, charset = '']) =>
    ['utf-8', 'utf8', 'us-ascii'].includes(charset.replaceAll('"', '').trim()),
  );

/** Checks that need the whole body. The framework would answer these with an HTML page or a 500. */
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
    // Without the byte order mark that some editors write; the framework strips it too.
    return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    // The parser's message quotes the body, which must not reach an answer or a log.
    return undefined;
  }
}

/** The bytes that decide how deeply JSON is nested. In UTF-8 none of them is part of another character. */
const [QUOTE, BACKSLASH, LIST, END_OF_LIST, OBJECT, END_OF_OBJECT] = Buffer.from('"\\[]{}');

/** How deeply a JSON text is nested, found without building any of its values. */
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

/** The refusal, in the error format that callers of this function understand. */
export function refusalBody(functionName: string, { status, reason, message }: BodyFault): object {
  const wait = status === 503 ? { retryAfterMs: RETRY_AFTER_MS } : {};
  const issues = reason === 'invalid_argument' ? { issues: [{ path: '', message }] } : {};
  if (functionName === 'api') return { error: { reason, message, ...issues, ...wait } };
  if (status === 503)
    return { error: { status: 'UNAVAILABLE', message, details: { reason: 'contended', ...wait } } };
  const details = { reason: 'invalid_argument', issues: [{ path: '', message }] };
  return { error: { status: 'INVALID_ARGUMENT', message, details } };
}
