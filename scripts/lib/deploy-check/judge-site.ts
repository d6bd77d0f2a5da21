import * as z from 'zod';

const headerShape = z.looseObject({ headers: z.record(z.string(), z.string()).default({}) });
export const versionConfig = z.looseObject({ headers: z.array(headerShape).default([]) });
type VersionConfig = z.output<typeof versionConfig>;

/**
 * Pure. Whether what a site shows is Tollgate's web app: it says so in a header; before it did, by the set
 * that it had.
 */
export function isOurSite({ headers }: VersionConfig): boolean {
  const has = (key: string, value: string) => headers.some((rule) => rule.headers[key] === value);
  const before = [
    ['Permissions-Policy', 'camera=(), microphone=(), geolocation=()'],
    ['Content-Security-Policy', "frame-ancestors 'none'; object-src 'none'; base-uri 'self'"],
    ['Cross-Origin-Opener-Policy', 'same-origin-allow-popups'],
  ] as const;
  return has('X-Generator', 'Tollgate') || before.every(([key, value]) => has(key, value));
}
