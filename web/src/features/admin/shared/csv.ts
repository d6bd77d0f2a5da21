import Papa from 'papaparse';

/** A cell as a spreadsheet takes it. */
export type Cell = string | number | boolean | null;

/** Rows as CSV, the first being the names. What a spreadsheet would take for a formula begins with an apostrophe. */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  Papa.unparse(
    rows.map((row) => row.map(harmless)),
    { newline: '\r\n' },
  );

/** A number may begin with a sign; a text that does would be computed (CWE-1236). */
const harmless = (cell: Cell): Cell =>
  typeof cell === 'string' && /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

/** Hands a text to the browser as a file to keep. With the mark that makes spreadsheets read it as UTF-8. */
export function downloadCsv(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
