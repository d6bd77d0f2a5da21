import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

/** Whether the field of a text begins with an apostrophe, past the file's mark and a quotation mark. */
const guarded = (text: string): boolean => /^\uFEFF"?'/.test(toCsv([[text]]));

describe('rows as CSV', () => {
  it('quotes what would break a row', () => {
    expect(
      toCsv([
        ['name', 'note'],
        ['Ada', 'said "no", then\nleft'],
        [null, 3],
      ]),
    ).toBe('\uFEFFname,note\r\nAda,"said ""no"", then\nleft"\r\n,3');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1'])(
    'keeps %j from being a formula',
    (text) => {
      expect(
        toCsv([[text]])
          .replace(/[\uFEFF"]/g, '')
          .startsWith("'"),
      ).toBe(true);
    },
  );

  const invisible = [
    '\0',
    '\uFEFF',
    '\u200B',
    '\u2060',
    '\u00AD',
    '\u00A0',
    '\u3000',
    '\u180E',
    '\u2800',
    '\u3164',
  ];
  const controls = ['\n', '\v', '\f', '\x01', '\x7F', '\x85', '\u2028', '\u202E', '\u{E0020}', '\0\u200B \t'];
  const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹢', '﹣', '﹦', '﹫', '−'];

  it.each([...invisible, ...controls])('sees through %j before a sign, in every width', (hidden) => {
    for (const sign of signs) expect(guarded(`${hidden}${sign}1+1`)).toBe(true);
  });

  it.each(['\u200BAda', 'a=1', '\u3000山田', 'é', '"=1"', '#1', '5 - 3', '\u{1F600}=1'])(
    'leaves %j as people wrote it',
    (text) => expect(guarded(text)).toBe(false),
  );

  it('leaves numbers numbers, negative ones too', () => {
    expect(toCsv([[-5, 0.5, -0, -1e21]])).toBe('\uFEFF-5,0.5,0,-1e+21');
  });
});
