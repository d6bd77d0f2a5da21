/**
 * The mailbox that an email address reaches. Its spellings are one: capitals, a tag after `+`, the dots that Gmail does
 * not read. Whoever gets mail under many of them is one person all the same.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const [written, domain] = [email.slice(0, at).toLowerCase(), email.slice(at + 1).toLowerCase()];
  const name = written.replace(/(?<=.)\+.*$/, '');
  const isGmail = domain === 'gmail.com' || domain === 'googlemail.com';
  return isGmail ? `${name.replaceAll('.', '')}@gmail.com` : `${name}@${domain}`;
}
