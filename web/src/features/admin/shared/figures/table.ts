import { type Cell, toCsv } from '../../../../shared/csv.ts';

/** What a value is: how it is written for people, and for a spreadsheet. */
export type ValueKind = 'text' | 'day' | 'count' | 'credits' | 'usd' | 'share' | 'ms';

export interface Column<K extends string> {
  key: K;
  kind: ValueKind;
}

/**
 * Credits in microcredits, dollars in millionths, shares from 0 to 1, times in ms; `null`: nothing to tell.
 */
export type Value = string | number | null;
export type Row<K extends string> = Readonly<Record<K, Value>>;

/** Figures as they are: what a chart draws, what a table shows and what is downloaded are all this. */
export interface Table<K extends string> {
  columns: readonly Column<K>[];
  rows: readonly Row<K>[];
}

const MILLIONTHS: readonly ValueKind[] = ['credits', 'usd'];

const plain = (value: Value, kind: ValueKind): Cell =>
  typeof value === 'number' && MILLIONTHS.includes(kind) ? value / 1_000_000 : value;

/** A table for spreadsheets, in whole credits and dollars. */
export const csvOf = <K extends string>({ columns, rows }: Table<K>): string =>
  toCsv([
    columns.map(({ key }) => key),
    ...rows.map((row) => columns.map(({ key, kind }) => plain(row[key], kind))),
  ]);
