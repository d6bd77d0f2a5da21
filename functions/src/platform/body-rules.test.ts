import { describe, expect, it } from 'vitest';
import {
  faultOfBody,
  faultOfHead,
  hasBody,
  MAX_BODY_BYTES,
  refusalBody,
  ruleOf,
  tooMany,
} from './body-rules.ts';

const rule = ruleOf('generate');
const json = { 'content-type': 'application/json' };
const statusOf = (fault: { status: number } | null) => fault?.status ?? 200;

describe('the head of a request', () => {
  it.each([
    ['nothing said', {}, 200],
    ['as it is', { 'content-encoding': 'identity' }, 200],
    ['gzip', { 'content-encoding': 'gzip' }, 415],
    ['GZIP', { 'content-encoding': ' GZIP ' }, 415],
    ['deflate', { 'content-encoding': 'deflate' }, 415],
    ['br', { 'content-encoding': 'br' }, 415],
    ['two, of which one is harmless', { 'content-encoding': 'identity, gzip' }, 415],
    ['one that nobody knows', { 'content-encoding': 'x' }, 415],
    ['chunked', { 'transfer-encoding': 'Chunked' }, 200],
    ['packed on the way', { 'transfer-encoding': 'gzip, chunked' }, 415],
    ['UTF-8', { 'content-type': 'application/json; charset="UTF-8"' }, 200],
    ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['UTF-7', { 'content-type': 'text/plain;charset = "utf-7"' }, 415],
    ['a charset in disguise', { 'content-type': 'application/json; charset="utf\\-16"' }, 415],
    ['two charsets', { 'content-type': 'application/json; charset=utf-8; charset=utf-16' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['as many bytes as fit', { 'content-length': `${MAX_BODY_BYTES}` }, 200],
    ['one byte more', { 'content-length': `${MAX_BODY_BYTES + 1}` }, 413],
  ])('%s', (_, headers, status) => {
    expect(statusOf(faultOfHead(headers, rule))).toBe(status);
  });

  it('has another limit for a function that needs one, by its name alone', () => {
    const large = { 'content-length': `${MAX_BODY_BYTES + 1}` };
    expect(faultOfHead(large, ruleOf('paymentWebhook'))).toBeNull();
    expect(faultOfHead(large, ruleOf('updateCreditConfiguration'))).toBeNull();
    expect(statusOf(faultOfHead(large, ruleOf('__proto__')))).toBe(413);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(faultOfHead(form, ruleOf('localCheckout'))).toBeNull();
  });

  it('tells whether a body comes', () => {
    expect([{}, { 'content-length': '0' }].map(hasBody)).toEqual([false, false]);
    expect([{ 'content-length': '1' }, { 'transfer-encoding': 'chunked' }].map(hasBody)).toEqual([
      true,
      true,
    ]);
  });
});

describe('a whole body', () => {
  const nested = (levels: number) => `{"data":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  const largest = MAX_BODY_BYTES / 2 - 10;

  it.each([
    ['an object', '{"data":{}}', 200],
    ['with a mark of byte order', '\uFEFF{"data":{}}', 200],
    ['a list', '[1]', 200],
    ['64 levels', nested(64), 200],
    ['65 levels', nested(65), 400],
    ['as many levels as fit', nested(largest), 400],
    ['levels that nobody closes', '['.repeat(MAX_BODY_BYTES), 400],
    ['brackets in a text', JSON.stringify({ data: `\\"${'['.repeat(100)}` }), 200],
    ['levels after a text that seems to go on', `{"a":"\\\\",${nested(80).slice(1)}`, 400],
    ['not JSON', '{"data":', 400],
    ['nothing but spaces', '  ', 400],
    ['a number', '7', 400],
    ['null', 'null', 400],
    ['nothing', '', 200],
  ])('%s', (_, body, status) => {
    expect(statusOf(faultOfBody(Buffer.from(body), json))).toBe(status);
  });

  it('of another type is nobody’s JSON', () => {
    expect(faultOfBody(Buffer.from('{'), { 'content-type': 'application/octet-stream' })).toBeNull();
    expect(statusOf(faultOfBody(Buffer.from('{'), { 'content-type': 'Application/CloudEvents+JSON' }))).toBe(
      400,
    );
  });

  it('that is no JSON is not quoted in the answer', () => {
    expect(JSON.stringify(faultOfBody(Buffer.from('{"prompt": canary'), json))).not.toContain('canary');
  });
});

describe('the answer', () => {
  it('speaks as each door does', () => {
    const fault = faultOfHead({ 'content-encoding': 'gzip' }, rule);
    if (!fault) throw new Error('gzip was taken');
    const { message } = fault;
    expect(refusalBody('api', fault)).toEqual({ error: { reason: 'unsupported_media_type', message } });
    expect(refusalBody('generate', fault)).toEqual({
      error: {
        status: 'INVALID_ARGUMENT',
        message,
        details: { reason: 'invalid_argument', issues: [{ path: '', message }] },
      },
    });
  });

  it('to who only came at a bad moment says when to come again', () => {
    expect(refusalBody('api', tooMany())).toMatchObject({
      error: { reason: 'contended', retryAfterMs: 1_000 },
    });
    expect(refusalBody('generate', tooMany())).toMatchObject({
      error: { status: 'UNAVAILABLE', details: { reason: 'contended', retryAfterMs: 1_000 } },
    });
  });
});
