import { ActionIcon, Skeleton } from '@mantine/core';
import { IconDownload, IconTable } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadCsv } from '../../../../shared/csv.ts';
import { BarList } from './bar-list.tsx';
import { DataTable } from './data-table.tsx';
import type { DayChartProps } from './day-chart.tsx';
import classes from './figures.module.css';
import { csvOf, type Row, type Table } from './table.ts';

/** Recharts is large, so it comes when the first chart is shown. */
const LazyDayChart = lazy(() => import('./day-chart.tsx').then(({ DayChart }) => ({ default: DayChart })));

interface Props<K extends string> {
  /** In the names of downloads. */
  id: string;
  title: string;
  hint?: string;
  table: Table<K>;
  /** How it is drawn; `null`: only as a table. */
  draw: DayChartProps<K>['draw'] | { by: K } | null;
  columnName: (key: NoInfer<K>) => string;
  rowName?: (row: Row<K>) => string;
  /** The first cell of a row, where a table shows more than its name. */
  rowCell?: (row: Row<K>) => ReactNode;
  /** What to say when there is nothing to show. */
  nothing: string;
}

const isEmpty = <K extends string>({ rows, columns }: Table<K>): boolean =>
  rows.every((row) => columns.slice(1).every(({ key }) => !row[key]));

/** Figures as a chart, and as a table, and to be taken along. */
export function Panel<K extends string>(props: Props<K>) {
  const { id, title, hint, table, draw, columnName, rowName, rowCell, nothing } = props;
  const { t } = useTranslation('admin-figures');
  const heading = useId();
  const [asTable, setAsTable] = useState(draw === null);
  const first = table.columns[0]?.key;
  const nameOf = rowName ?? ((row: Row<K>) => (first ? String(row[first]) : ''));
  return (
    <section className={`surface ${classes.panel}`} aria-labelledby={heading} data-testid={`panel-${id}`}>
      <header className={classes.head}>
        <div>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {hint && <p className={classes.hint}>{hint}</p>}
        </div>
        <div className={classes.tools}>
          {draw !== null && (
            <ActionIcon
              variant={asTable ? 'light' : 'subtle'}
              color={asTable ? undefined : 'gray'}
              size="md"
              aria-label={t('asTable', { title })}
              title={t('asTable', { title })}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              <IconTable size={16} stroke={1.6} aria-hidden="true" />
            </ActionIcon>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={t('csv', { title })}
            title={t('csv', { title })}
            onClick={() => downloadCsv(`tollgate-${id}.csv`, csvOf(table))}
          >
            <IconDownload size={16} stroke={1.6} aria-hidden="true" />
          </ActionIcon>
        </div>
      </header>
      {asTable && table.rows.length > 0 ? (
        <DataTable table={table} label={title} columnName={columnName} rowName={rowCell ?? rowName} />
      ) : isEmpty(table) ? (
        <p className={classes.nothing}>{nothing}</p>
      ) : draw === null ? null : typeof draw === 'object' ? (
        <BarList table={table} by={draw.by} rowName={nameOf} />
      ) : (
        <div aria-hidden="true" className={classes.chart}>
          <Suspense fallback={<Skeleton h={190} />}>
            <Chart table={table} draw={draw} columnName={columnName} />
          </Suspense>
        </div>
      )}
    </section>
  );
}

/** `lazy` loses the type parameter; the names of columns are texts all the same. */
function Chart<K extends string>({ table, draw, columnName }: DayChartProps<K>) {
  const isKey = (key: string): key is K => table.columns.some((column) => column.key === key);
  return (
    <LazyDayChart table={table} draw={draw} columnName={(key) => (isKey(key) ? columnName(key) : key)} />
  );
}
