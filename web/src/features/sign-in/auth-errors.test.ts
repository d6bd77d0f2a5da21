import { describe, expect, it } from 'vitest';
import { authErrorSentence } from './auth-errors.ts';

describe('authErrorSentence', () => {
  it('says the same for a wrong password as for a wrong email, as far as it can', () => {
    expect(authErrorSentence({ code: 'auth/invalid-credential' })).toContain(
      'Email or password is not right',
    );
    expect(authErrorSentence({ code: 'auth/user-not-found' })).toContain('Email or password is not right');
  });

  it('is silent about a window that the person closed, and never shows a code', () => {
    expect(authErrorSentence({ code: 'auth/popup-closed-by-user' })).toBeNull();
    expect(authErrorSentence({ code: 'auth/something-new' })).toBe(
      'Signing in did not work. Try again in a moment.',
    );
    expect(authErrorSentence('boom')).not.toContain('boom');
  });
});
