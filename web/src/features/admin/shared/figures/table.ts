import Papa from 'papaparse';

/** What a value is: how it is written for people, and for a spreadsheet. */
export type ValueKind = 'text' | 'day' | 'count' | 'credits' | 'usd' | 'share' | 'ms';

export interface Column<K extends string> {
  key: K;
  kind: ValueKind;
}

/** Credits in microcredits, dollars in millionths, shares from 0 to 1, times in ms; `null`: nothing to tell. */
export type Value = string | number | null;
export type Row<K extends string> = Readonly<Record<K, Value>>;

/** Figures as they are: what a chart draws, what a table shows and what is downloaded are all this. */
export interface Table<K extends string> {
  columns: readonly Column<K>[];
  rows: readonly Row<K>[];
}

const MILLIONTHS: readonly ValueKind[] = ['credits', 'usd'];

const plain = (value: Value, kind: ValueKind): string | number =>
  value === null ? '' : typeof value === 'number' && MILLIONTHS.includes(kind) ? value / 1_000_000 : value;

/**
 * A table for spreadsheets, in whole credits and dollars. A text that begins like a formula gets an apostrophe, so that
 * what people wrote does not run there.
 */
export function csvOf<K extends string>({ columns, rows }: Table<K>): string {
  const fields = columns.map(({ key }) => key);
  const data = rows.map((row) => columns.map(({ key, kind }) => plain(row[key], kind)));
  // Spreadsheets take a file without the mark for one of their own old encodings.
  return `\uFEFF${Papa.unparse({ fields, data }, { escapeFormulae: true, newline: '\r\n' })}`;
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
