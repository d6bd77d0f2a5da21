import Papa from 'papaparse';

/** A cell as a spreadsheet takes it. */
export type Cell = string | number | boolean | null;

/**
 * What spreadsheets would take for a formula, and compute (CWE-1236), in whatever width. Some of them skip
 * what nobody sees: spaces, control characters such as NUL, byte-order marks, zero-width ones. A number may
 * begin with a sign: it is none.
 */
const FORMULA =
  /^(?:[\s\p{C}\p{Z}\p{DI}\u2800]*[=+\-@\u2212\u207A\u207B\u208A\u208B\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B]|[\t\r\n\0])/u;

/**
 * Rows as CSV, the first being the names. A text that begins like a formula begins with an apostrophe, so
 * that what people wrote does not run; without the mark at the beginning, spreadsheets would not read it as
 * UTF-8.
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${Papa.unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: FORMULA, newline: '\r\n' },
  )}`;

export const downloadCsv = (name: string, csv: string): void => download(name, csv, 'text/csv;charset=utf-8');

/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
