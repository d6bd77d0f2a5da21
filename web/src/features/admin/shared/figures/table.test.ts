import { expect, it } from 'vitest';
import { csvOf } from './table.ts';

it('writes whole credits and dollars, leaves empty what is not known, and lets no text run as a formula', () => {
  const csv = csvOf({
    columns: [
      { key: 'name', kind: 'text' },
      { key: 'credits', kind: 'credits' },
      { key: 'cost', kind: 'usd' },
      { key: 'share', kind: 'share' },
    ],
    rows: [
      { name: 'a "quoted", one', credits: 1_500_000, cost: 40_000, share: 0.25 },
      { name: '=HYPERLINK("evil")', credits: -2_000_000, cost: 0, share: null },
    ],
  });
  expect(csv).toBe(
    '\uFEFFname,credits,cost,share\r\n"a ""quoted"", one",1.5,0.04,0.25\r\n"\'=HYPERLINK(""evil"")",-2,0,',
  );
});
