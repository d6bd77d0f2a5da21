import { toMicro } from '@tollgate/contract/common/money';
import type { LedgerEntry } from '@tollgate/contract/ledger/entry';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { ledgerCsv } from './ledger-csv.ts';

const entry = (said: Partial<LedgerEntry & { id: string }>): LedgerEntry & { id: string } => ({
  ...{
    id: 'ada.1',
    userId: 'ada',
    sequence: 1,
    type: 'adjustment',
    source: null,
    activityId: null,
    lots: [],
  },
  ...{ actorId: 'grace', reason: 'r', requestId: 'q', createdAt: Date.parse('2026-11-21T12:00:00Z') },
  ...{ amountMicro: toMicro(-1), balanceBeforeMicro: toMicro(2), balanceAfterMicro: toMicro(1) },
  ...said,
});

const cellsOf = (csv: string) =>
  Papa.parse<Record<string, string>>(csv.replace('\uFEFF', ''), { header: true }).data;

it('has a row for each entry, with exact amounts in credits', () => {
  const rows = cellsOf(ledgerCsv([entry({}), entry({ id: 'ada.2', amountMicro: toMicro(1_250_500_000) })]));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({ time: '2026-11-21T12:00:00.000Z', credits: '-0.000001', by: 'grace' });
  expect(rows[1]).toMatchObject({ credits: '1250.5', entry: 'ada.2', activity: '' });
});

it('has a column for each source, with what the entry moved of it', () => {
  const lot = { lotId: '1', priority: 1, expiresAt: null, createdAt: 1 };
  const lots = [
    { ...lot, source: 'welcome' as const, amountMicro: toMicro(4_000_000) },
    { ...lot, source: 'plan' as const, amountMicro: toMicro(500_000) },
    { ...lot, source: 'plan' as const, amountMicro: toMicro(1) },
  ];
  const rows = cellsOf(
    ledgerCsv([entry({ amountMicro: toMicro(-4_500_001), lots }), entry({ source: 'bonus' }), entry({})]),
  );
  expect(rows[0]).toMatchObject({ source: '', welcome: '-4', plan: '-0.500001', purchase: '' });
  // Of before lots were named, where there was one source.
  expect(rows[1]).toMatchObject({ source: 'bonus', bonus: '-0.000001' });
  expect(rows[2]).toMatchObject({ source: '', bonus: '' });
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")'])(
  'keeps %j from being a formula',
  (reason) => {
    expect(cellsOf(ledgerCsv([entry({ reason })]))[0]?.reason).toBe(`'${reason}`);
  },
);

it('keeps quotes, commas, lines and other alphabets', () => {
  const reason = 'said "no",\nthen نعم';
  expect(cellsOf(ledgerCsv([entry({ reason })]))[0]?.reason).toBe(reason);
});

it('begins with the mark by which spreadsheets know the encoding', () => {
  expect(ledgerCsv([entry({})]).startsWith('\uFEFFtime,')).toBe(true);
});
