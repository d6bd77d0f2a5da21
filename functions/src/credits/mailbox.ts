import { domainToASCII } from 'node:url';

/**
 * The mailbox that an email address reaches. Its spellings are one: capitals, look-alike widths and invisible
 * characters, quotes and comments, dots at an end, an international domain in letters or in ASCII, a tag
 * after `+`, the dots that Gmail does not read, and what a few other large providers take for the same.
 * Whoever gets mail under many of them is one person all the same.
 */
export function mailboxOf(email: string): string {
  const bare = email.normalize('NFKC').replace(/[\p{Cf}\p{Cc}\s]/gu, '');
  const at = bare.lastIndexOf('@');
  const domain = domainOf(bare.slice(at + 1));
  const name = nameOf(bare.slice(0, at));
  const provider = PROVIDERS.find(({ domains }) => domains.test(domain));
  // Nothing would be left of a name that is all tag.
  return `${provider?.nameIn(name) || name}@${provider?.domain ?? domain}`;
}

/** Who gives one mailbox several addresses: under which domains, and what of a name they don't look at. */
const PROVIDERS: readonly { domain: string; domains: RegExp; nameIn: (name: string) => string }[] = [
  {
    domain: 'gmail.com',
    domains: /^(?:gmail|googlemail)\.com$/,
    nameIn: (name) => name.replaceAll('.', ''),
  },
  {
    domain: 'proton.me',
    domains: /^(?:proton\.me|pm\.me|protonmail\.(?:com|ch))$/,
    nameIn: (name) => name.replace(/[._-]/g, ''),
  },
  { domain: 'icloud.com', domains: /^(?:icloud|me|mac)\.com$/, nameIn: (name) => name },
  {
    domain: 'yandex.ru',
    domains: /^(?:ya\.ru|yandex\.(?:ru|com|by|kz|uz|ua))$/,
    nameIn: (name) => name.replaceAll('-', '.'),
  },
  // No account's name there has a hyphen: what comes behind one is of an address to throw away.
  {
    domain: 'yahoo.com',
    domains: /^yahoo\.com$/,
    nameIn: (name) => name.replace(/-.*$/, ''),
  },
];

function domainOf(written: string): string {
  // An international full stop is a dot of a domain too.
  const lower = written
    .toLowerCase()
    .replace(/[。．｡]/g, '.')
    .replace(/\(.*?\)/g, '');
  const domain = withoutDotsAround(lower);
  // What is no domain is compared as it is written.
  return domainToASCII(domain) || domain;
}

function nameOf(written: string): string {
  const unquoted = written
    .replace(/\(.*?\)/g, '')
    // A backslash in quotes says that the next character is meant as it is.
    .replace(/\\(.)/g, '$1')
    .replaceAll('"', '')
    .toLowerCase();
  return withoutDotsAround(unquoted.replace(/(?<=.)\+.*$/, '')).replace(/\.{2,}/g, '.');
}

const withoutDotsAround = (text: string): string => text.replace(/^\.+|\.+$/g, '');
