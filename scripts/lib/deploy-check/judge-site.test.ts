import fs from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../paths.ts';
import { isOurSite } from './judge-site.ts';

const { hosting } = JSON.parse(fs.readFileSync(fromRoot('firebase.json'), 'utf8'));
type Rule = { source: string; headers: { key: string; value: string }[] };
/** As firebase-tools sends it. */
const asDeployed = (rules: Rule[]) => ({
  headers: rules.map(({ source, headers }) => ({
    glob: source,
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
  })),
});

it("knows Tollgate's site by what firebase.json deploys, and by what it deployed before it said so", () => {
  expect(isOurSite(asDeployed(hosting.headers))).toBe(true);
  const before: Rule = {
    source: '**',
    headers: [
      { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; object-src 'none'; base-uri 'self'" },
      { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
      { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
    ],
  };
  expect(isOurSite(asDeployed([before]))).toBe(true);
});

it('knows no other', () => {
  expect(isOurSite({ headers: [] })).toBe(false);
  expect(
    isOurSite(asDeployed([{ source: '**', headers: [{ key: 'X-Frame-Options', value: 'DENY' }] }])),
  ).toBe(false);
});
