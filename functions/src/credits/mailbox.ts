import { domainToASCII } from 'node:url';

/**
 * The mailbox that an email address reaches. Its spellings are one: capitals, look-alike widths and invisible characters,
 * quotes and comments, dots at an end, an international domain in letters or in ASCII, a tag after `+`, the dots that
 * Gmail does not read. Whoever gets mail under many of them is one person all the same.
 */
export function mailboxOf(email: string): string {
  const bare = email.normalize('NFKC').replace(/[\p{Cf}\p{Cc}\s]/gu, '');
  const at = bare.lastIndexOf('@');
  const domain = domainOf(bare.slice(at + 1));
  const name = nameOf(bare.slice(0, at));
  return domain === 'gmail.com' ? `${name.replaceAll('.', '')}@${domain}` : `${name}@${domain}`;
}

function domainOf(written: string): string {
  // An international full stop is a dot of a domain too.
  const lower = written
    .toLowerCase()
    .replace(/[。．｡]/g, '.')
    .replace(/\(.*?\)/g, '');
  const domain = withoutDotsAround(lower);
  // What is no domain is compared as it is written.
  const ascii = domainToASCII(domain) || domain;
  return ascii === 'googlemail.com' ? 'gmail.com' : ascii;
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
