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

  it('keeps apart what is not one', () => {
    const all = [
      'ada@example.com',
      'a.da@example.com',
      'ada@example.org',
      '+ada@example.com',
      'bob+ada@example.com',
    ];
    expect(new Set(all.map(mailboxOf)).size).toBe(all.length);
  });
});
