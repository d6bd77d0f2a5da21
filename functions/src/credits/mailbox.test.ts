import { describe, expect, it } from 'vitest';
import { mailboxOf } from './mailbox.ts';

describe('mailboxOf', () => {
  it('knows the spellings of one mailbox, as far as providers agree on them', () => {
    const spellings = [
      'ada@example.com',
      'Ada@Example.com',
      'ada+1@example.com',
      'ADA+more+less@example.com',
    ];
    expect(new Set(spellings.map(mailboxOf))).toEqual(new Set(['ada@example.com']));
    const atGmail = ['a.da@gmail.com', 'ada@googlemail.com', 'A.D.A+x@GMAIL.com'];
    expect(new Set(atGmail.map(mailboxOf))).toEqual(new Set(['ada@gmail.com']));
  });

  it.each([
    ['a dot at an end', 'ada@example.com.', 'ada.@example.com', '.ada@example.com', 'ada.+x@example.com'],
    ['quotes', '"ada"@example.com', '"a\\da"@example.com', '"ada+x"@example.com', '"Ada."@example.com.'],
    ['a comment', 'ada(me)@example.com', 'ada@example.com(home)'],
    [
      'look-alike widths and what is invisible',
      'ａｄａ@ｅxample.com',
      'a\u200bda@example.com',
      ' ada@example.com ',
    ],
    ['an international full stop', 'ada@example。com', 'ada@example．com'],
  ])('knows the same mailbox with %s', (_, ...spellings) => {
    for (const spelling of spellings) expect(mailboxOf(spelling), spelling).toBe('ada@example.com');
  });

  it('knows a domain in letters and in ASCII, and Gmail under its other name with a dot', () => {
    const domains = ['bücher.example', 'BÜCHER.example', 'bu\u0308cher.example.', 'xn--bcher-kva.example'];
    const spellings = domains.map((domain) => mailboxOf(`ada@${domain}`));
    expect(new Set(spellings)).toEqual(new Set(['ada@xn--bcher-kva.example']));
    const atGmail = [
      '"a.d.a"@GoogleMail.com.',
      'ada.@gmail.com',
      'a..da+x@googlemail.com',
      'ＡＤＡ@gmail.com',
    ];
    expect(new Set(atGmail.map(mailboxOf))).toEqual(new Set(['ada@gmail.com']));
  });

  it.each([
    ['Proton', 'ada@proton.me', 'a.d-a@protonmail.com', 'A_da+x@pm.me', 'ada@protonmail.ch.'],
    ['iCloud', 'a.da@icloud.com', 'a.da+x@me.com', 'A.da@mac.com'],
    ['Yandex', 'a.da@yandex.ru', 'a-da@ya.ru', 'a.da+x@yandex.com'],
    ['Yahoo', 'ada@yahoo.com', 'ada-shop@yahoo.com', 'Ada-2-3@yahoo.com'],
  ])('knows the addresses of one mailbox at %s', (_, ...spellings) => {
    expect(new Set(spellings.map(mailboxOf)).size).toBe(1);
  });

  it('leaves something of every name', () => {
    expect(mailboxOf('-x@yahoo.com')).toBe('-x@yahoo.com');
    expect(mailboxOf('_-@proton.me')).toBe('_-@proton.me');
  });

  it('keeps apart what is not one', () => {
    const all = [
      ...['a.da@icloud.com', 'ada@icloud.com', 'ada@yahoo.com', 'ada@yahoo.co.uk', 'a_da@gmail.com'],
      ...['ada@gmail.com', 'ada@proton.me', 'ada@outlook.com', 'ada@hotmail.com', 'a-da@example.com'],
      'ada@example.com',
      'a.da@example.com',
      'ada@example.org',
      '+ada@example.com',
      'bob+ada@example.com',
    ];
    expect(new Set(all.map(mailboxOf)).size).toBe(all.length);
  });
});
