/** What pages may reach, as firebase.json says it for Hosting. */

/** The emulators and the instances of a stack: other ports of this machine. */
const EMULATORS = 'http://127.0.0.1:*';
const WHERE_THEY_ARE_REACHED = new Set(['connect-src', 'img-src', 'media-src', 'frame-src']);

interface Rule {
  source: string;
  headers: { key: string; value: string }[];
}

/** Pure. The same headers for the hosting emulator, whose pages find the rest of Firebase on this machine. */
export const headersForEmulators = (rules: readonly Rule[]): Rule[] =>
  rules.map((rule) => ({
    ...rule,
    headers: rule.headers.map(({ key, value }) => ({
      key,
      value: key === 'Content-Security-Policy' ? withEmulators(value) : value,
    })),
  }));

const withEmulators = (policy: string): string =>
  policy
    .split('; ')
    .map((directive) =>
      WHERE_THEY_ARE_REACHED.has(directive.split(' ')[0] ?? '') ? `${directive} ${EMULATORS}` : directive,
    )
    .join('; ');
