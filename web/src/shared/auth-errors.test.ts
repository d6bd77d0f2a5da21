import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { authErrorWord } from './auth-errors.ts';
import { speak } from './words.fixture.ts';

const told = (error: unknown): string | null => {
  const word = authErrorWord(error);
  return word && i18next.t(word, { ns: 'sign-in' });
};

describe('what went wrong with signing in', () => {
  beforeAll(() => speak('en'));

  it('is the same for a wrong password as for a wrong email, as far as it can', () => {
    expect(told({ code: 'auth/invalid-credential' })).toContain('Email or password is not right');
    expect(told({ code: 'auth/user-not-found' })).toContain('Email or password is not right');
  });

  it('is nothing when the person closed the window, and never a code', () => {
    expect(told({ code: 'auth/popup-closed-by-user' })).toBeNull();
    expect(told({ code: 'auth/something-new' })).toBe('Signing in did not work. Try again in a moment.');
    expect(told({ code: 'auth/constructor' })).toBe('Signing in did not work. Try again in a moment.');
    expect(told('boom')).not.toContain('boom');
  });

  it('tells a guest that the email has an account already', () => {
    expect(told({ code: 'auth/credential-already-in-use' })).toContain('Sign in instead');
  });
});
