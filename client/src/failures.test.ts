import { describe, expect, it } from 'vitest';
import { StreamCut, toFailure } from './failures.ts';
import { lostNetwork, refusal } from './fake-core.ts';

const thrown = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('toFailure', () => {
  it('reads the reason and what it tells, and leaves the HTTP status out of the sentence', () => {
    const error = refusal('prompt_rejected', 'This prompt is not allowed.', {
      categories: ['violence'],
      retryAfterMs: 'soon',
    });
    expect(toFailure(error)).toEqual({
      code: 'prompt_rejected',
      message: 'This prompt is not allowed.',
      details: { categories: ['violence'] },
    });
  });

  it('keeps the sentence and what is told beside of a refusal that only newer functions know', () => {
    const newer = { details: { reason: 'on_holiday', untilMs: 5, place: 'the sea' } };
    expect(toFailure(Object.assign(thrown('functions/internal', 'Closed until May. [400]'), newer))).toEqual({
      code: 'on_holiday',
      message: 'Closed until May.',
      details: { untilMs: 5, place: 'the sea' },
    });
  });

  it('names the document that could not be read, and what to do about it', () => {
    const details = { reason: 'foreign_document', document: 'users/ada', advice: 'move it', other: 'x' };
    expect(toFailure({ code: 'functions/failed-precondition', message: 'no', details })).toMatchObject({
      code: 'foreign_document',
      details: { document: 'users/ada', advice: 'move it' },
    });
  });

  it('tells the limit of a network, which others share, from one of the user', () => {
    const limitOf = (said: unknown) =>
      toFailure(refusal('rate_limited', 'Too many.', { limitOf: said })).details;
    expect(limitOf('address')).toEqual({ limitOf: 'address' });
    expect(limitOf(undefined)).toEqual({ limitOf: undefined });
  });

  it('tells a lost network from a fault on the server', () => {
    expect(toFailure(lostNetwork()).code).toBe('network');
    expect(toFailure(new StreamCut()).code).toBe('network');
    expect(toFailure(thrown('functions/deadline-exceeded', 'deadline-exceeded')).code).toBe('network');
    expect(toFailure(thrown('functions/unavailable', 'unavailable [503]')).code).toBe('network');
    expect(toFailure(thrown('functions/internal', 'INTERNAL [0]')).code).toBe('internal');
    expect(toFailure(thrown('functions/internal', 'internal [500]')).code).toBe('internal');
  });

  it('never passes on the words of an error that is not a refusal', () => {
    expect(toFailure(new TypeError('x is undefined at index.js:1')).message).not.toContain('index.js');
    expect(toFailure('boom').code).toBe('internal');
  });
});
