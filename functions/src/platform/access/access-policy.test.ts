import {
  addressOf,
  CALL_FUNCTIONS,
  CALL_NAMES,
  CALLS,
  type CallFunction,
} from '@tollgate/contract/calls/table';
import { describe, expect, it } from 'vitest';
import { accessPolicyOf, isAllowedPage, originsOf } from './access-policy.ts';

const settings = { appCheck: 'off', allowedOrigins: '', projectId: 'shop', isEmulated: false };
const policyOf = (name: keyof typeof CALLS, more: Partial<typeof settings> = {}) => {
  const served: CallFunction = CALL_FUNCTIONS[CALLS[name].function];
  return accessPolicyOf(served, { ...settings, ...more });
};

const isAllowed = (origin: string, changes: Partial<typeof settings> = {}) =>
  originsOf({ ...settings, ...changes }).some((one) =>
    typeof one === 'string' ? one === origin : one.test(origin),
  );

describe('App Check', () => {
  it('is enforced on every call or on none', () => {
    for (const name of CALL_NAMES) {
      expect(policyOf(name).enforceAppCheck).toBe(false);
      expect(policyOf(name, { appCheck: 'enforce' }).enforceAppCheck).toBe(true);
    }
  });

  it('takes each token once where credits are given, and only there', () => {
    const consuming = (appCheck: string) =>
      CALL_NAMES.filter((name) => policyOf(name, { appCheck }).consumeAppCheckToken).map(addressOf);
    expect(consuming('enforce')).toEqual([
      ...['grantCreditsToUser', 'refunds/refundActivity', 'refunds/undoCreditEntry'],
    ]);
    expect(consuming('off')).toEqual([]);
  });

  it.each(['Enforce', 'enforced', 'true', 'on'])('does not read "%s" as off', (appCheck) => {
    expect(() => policyOf('generate', { appCheck })).toThrow('set it to off or enforce');
  });
});

describe('origins', () => {
  it("are the project's own Hosting unless the parameter lists others", () => {
    expect(isAllowed('https://shop.web.app')).toBe(true);
    expect(isAllowed('https://shop.firebaseapp.com')).toBe(true);
    const allowedOrigins = ' https://app.example.com, https://admin.example.com:8443/ ,';
    expect(isAllowed('https://app.example.com', { allowedOrigins })).toBe(true);
    expect(isAllowed('https://admin.example.com:8443', { allowedOrigins })).toBe(true);
    expect(isAllowed('https://shop.web.app', { allowedOrigins })).toBe(false);
  });

  it.each([
    'https://shop.web.app.evil.example',
    'https://evil.example',
    'http://shop.web.app',
    'http://127.0.0.1:5002',
    'null',
    '',
  ])('are not %s', (origin) => {
    expect(isAllowed(origin)).toBe(false);
  });

  it('are this machine too where it is emulated, under its own names alone', () => {
    const emulated = { isEmulated: true };
    expect(isAllowed('http://127.0.0.1:5002', emulated)).toBe(true);
    expect(isAllowed('http://localhost:5173', emulated)).toBe(true);
    expect(isAllowed('http://localhost.evil.example', emulated)).toBe(false);
    expect(isAllowed('http://127.0.0.1:5002.evil.example', emulated)).toBe(false);
  });

  it.each([
    '*',
    'app.example.com',
    'https://app.example.com/shop',
    'ftp://x.example',
    'https://*.example.com',
  ])('must be origins: %s is said to be none', (allowedOrigins) => {
    expect(() => originsOf({ ...settings, allowedOrigins })).toThrow('which is no origin');
  });
});

describe('isAllowedPage', () => {
  const settings = { allowedOrigins: 'https://app.example.com', projectId: 'p', isEmulated: false };

  it.each([
    ['https://app.example.com/bought?from=studio', true],
    ['https://app.example.com:8443/bought', false],
    ['http://app.example.com/bought', false],
    ['https://app.example.com.evil.example/', false],
    ['https://app.example.com@evil.example/', false],
    ['https://evil.example/https://app.example.com/', false],
    ['https://evil.example/?x=https://app.example.com', false],
    ['http://127.0.0.1:5002/', false],
  ])('%s: %s', (address, expected) => expect(isAllowedPage(address, settings)).toBe(expected));

  it("takes the project's own pages, and this machine's in emulators", () => {
    const own = { ...settings, allowedOrigins: '', isEmulated: true };
    for (const address of ['https://p.web.app/x', 'http://127.0.0.1:5002/x', 'http://localhost:3000/'])
      expect(isAllowedPage(address, own)).toBe(true);
    expect(isAllowedPage('http://127.0.0.1.evil.example/', own)).toBe(false);
  });
});
