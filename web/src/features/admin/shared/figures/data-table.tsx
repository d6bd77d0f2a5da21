import classes from './figures.module.css';
import { written } from './numbers.ts';
import type { Row, Table } from './table.ts';

interface Props<K extends string> {
  table: Table<K>;
  label: string;
  columnName: (key: NoInfer<K>) => string;
  /** What a text in the first column is called; as it stands where nothing is said. */
  rowName?: (row: Row<K>) => React.ReactNode;
}

/** Figures as a table, which scrolls by itself where it is too wide or too long. */
export function DataTable<K extends string>({ table, label, columnName, rowName }: Props<K>) {
  const [first, ...rest] = table.columns;
  if (!first) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <div className={classes.scroll} tabIndex={0}>
      <table className={`${classes.table} num`} aria-label={label}>
        <thead>
          <tr>
            {table.columns.map(({ key }) => (
              <th key={key} scope="col">
                {columnName(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={String(row[first.key])}>
              <th scope="row">
                <bdi>{rowName ? rowName(row) : written(row[first.key], first.kind)}</bdi>
              </th>
              {rest.map(({ key, kind }) => (
                <td key={key}>{written(row[key], kind)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
