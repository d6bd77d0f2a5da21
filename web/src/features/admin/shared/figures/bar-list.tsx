import classes from './figures.module.css';
import { share, written } from './numbers.ts';
import type { Row, Table } from './table.ts';

interface Props<K extends string> {
  table: Table<K>;
  /** The column that the bars are as long as. */
  by: K;
  rowName(row: Row<K>): string;
}

/** Parts of a whole, the longest bar for the largest. */
export function BarList<K extends string>({ table, by, rowName }: Props<K>) {
  const kind = table.columns.find(({ key }) => key === by)?.kind ?? 'count';
  const [first] = table.columns;
  const values = table.rows.map((row) => Number(row[by] ?? 0));
  const most = Math.max(...values, 1);
  const all = values.reduce((sum, value) => sum + value, 0);
  return (
    <ul className={`${classes.bars} num`}>
      {table.rows.map((row, index) => (
        <li key={first && String(row[first.key])}>
          <bdi className="clip">{rowName(row)}</bdi>
          <span>
            {written(row[by], kind)}{' '}
            <span className={classes.sub}>{all > 0 ? share((values[index] ?? 0) / all) : ''}</span>
          </span>
          <span className={classes.track}>
            <i style={{ width: `${(100 * (values[index] ?? 0)) / most}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
