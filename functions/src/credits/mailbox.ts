import { domainToASCII } from 'node:url';

/**
 * The mailbox behind an email address. Different spellings give the same mailbox: case, full-width and
 * invisible characters, quotes and comments, trailing dots, an internationalised domain in either form, a tag
 * after `+`, dots in Gmail names, and the aliases of a few other large providers. A person who receives mail
 * under many spellings is still one person.
 */
export function mailboxOf(email: string): string {
  const bare = email.normalize('NFKC').replace(/[\p{Cf}\p{Cc}\s]/gu, '');
  const at = bare.lastIndexOf('@');
  const domain = domainOf(bare.slice(at + 1));
  const name = nameOf(bare.slice(0, at));
  const provider = PROVIDERS.find(({ domains }) => domains.test(domain));
  // Nothing would be left of a name that is only a tag.
  return `${provider?.nameIn(name) || name}@${provider?.domain ?? domain}`;
}

/** Providers that give one mailbox several addresses: their domains, and the parts of a name they ignore. */
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
  // No account name there has a hyphen: the part after it belongs to a disposable address.
  {
    domain: 'yahoo.com',
    domains: /^yahoo\.com$/,
    nameIn: (name) => name.replace(/-.*$/, ''),
  },
];

function domainOf(written: string): string {
  // An ideographic full stop separates the labels of a domain too.
  const lower = written
    .toLowerCase()
    .replace(/[。．｡]/g, '.')
    .replace(/\(.*?\)/g, '');
  const domain = withoutDotsAround(lower);
  // Anything that isn't a valid domain is compared as written.
  return domainToASCII(domain) || domain;
}

function nameOf(written: string): string {
  const unquoted = written
    .replace(/\(.*?\)/g, '')
    // Within quotes, a backslash escapes the next character.
    .replace(/\\(.)/g, '$1')
    .replaceAll('"', '')
    .toLowerCase();
  return withoutDotsAround(unquoted.replace(/(?<=.)\+.*$/, '')).replace(/\.{2,}/g, '.');
}

const withoutDotsAround = (text: string): string => text.replace(/^\.+|\.+$/g, '');
