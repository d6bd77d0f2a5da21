import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

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

  it('leaves numbers numbers, negative ones too', () => {
    expect(toCsv([[-5, 0.5]])).toBe('\uFEFF-5,0.5');
  });
});
