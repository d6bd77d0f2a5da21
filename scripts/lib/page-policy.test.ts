import fs from 'node:fs';
import { expect, it } from 'vitest';
import { headersForEmulators } from './page-policy.ts';
import { fromRoot } from './paths.ts';

const { hosting } = JSON.parse(fs.readFileSync(fromRoot('firebase.json'), 'utf8'));

const policyIn = (rules: typeof hosting.headers): Record<string, string[]> => {
  const [everywhere] = rules.filter(({ source }: { source: string }) => source === '**');
  const policies = everywhere.headers.filter(({ key }: { key: string }) => key === 'Content-Security-Policy');
  expect(policies).toHaveLength(1);
  return Object.fromEntries(
    policies[0].value.split('; ').map((directive: string) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
};

it('what is deployed runs only scripts of named origins, and everything else is our own where nothing is said', () => {
  const policy = policyIn(hosting.headers);
  expect(policy['default-src']).toEqual(["'self'"]);
  expect(policy['script-src']).toContain("'self'");
  for (const source of policy['script-src'] ?? [])
    expect(source).toMatch(/^('self'|https:\/\/[a-z.]+\.(google|gstatic)\.com(\/recaptcha\/)?)$/);
  for (const [name, sources] of Object.entries(policy)) {
    // Neither everything of a scheme, nor of this machine.
    expect(sources, name).not.toContain('*');
    expect(sources.join(' '), name).not.toMatch(/https?:(?!\/\/)|127\.0\.0\.1|localhost|unsafe-eval/);
  }
  // Where results are, by their signed addresses.
  for (const name of ['img-src', 'media-src'])
    expect(policy[name]).toEqual(
      expect.arrayContaining(["'self'", 'data:', 'blob:', 'https://storage.googleapis.com']),
    );
  expect(policy['frame-ancestors']).toEqual(["'none'"]);
  expect(policy['object-src']).toEqual(["'none'"]);
});

it('the hosting emulator serves the same, and lets its pages reach the emulators', () => {
  const [deployed, served] = [policyIn(hosting.headers), policyIn(headersForEmulators(hosting.headers))];
  for (const [name, sources] of Object.entries(deployed)) {
    const local = ['connect-src', 'img-src', 'media-src', 'frame-src'].includes(name)
      ? ['http://127.0.0.1:*']
      : [];
    expect(served[name], name).toEqual([...sources, ...local]);
  }
  expect(headersForEmulators(hosting.headers).slice(1)).toEqual(hosting.headers.slice(1));
});
