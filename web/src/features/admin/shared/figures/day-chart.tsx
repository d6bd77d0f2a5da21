import { useDirection } from '@mantine/core';
import { recordOf } from '@tollgate/contract/common/records';
import { AI_TYPES } from '@tollgate/contract/kinds/kinds';
import type { GrantSource } from '@tollgate/contract/ledger/sources';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { KIND_LOOKS, type Series } from '../../../../shared/kinds.ts';
import classes from './figures.module.css';
import { axis, dayName, written } from './numbers.ts';
import type { Table, Value } from './table.ts';

const HEIGHT = 190;
const SOURCE_SERIES: Record<GrantSource, Series> = {
  ...{ welcome: 0, plan: 1, purchase: 2 },
  ...{ bonus: 3, promotion: 4, refund: 5 },
};
/** What is bad looks bad in every chart, and what is nobody's merit is grey. */
const COLOURS: Readonly<Record<string, Series>> = {
  ...recordOf(AI_TYPES, (kind) => KIND_LOOKS[kind].series),
  ...SOURCE_SERIES,
  ...{ failed: 4, cancelled: 5, expired: 1 },
  ...{ low: 5, medium: 2, high: 1, critical: 4 },
  ...{ cost: 1, free: 5, basic: 2, premium: 0 },
};
const colourOf = (key: string, index: number) => `var(--series-${COLOURS[key] ?? index % 6})`;
const tick = { fill: 'var(--mantine-color-dimmed)', fontSize: 11 };

export interface DayChartProps<K extends string> {
  /** The first column is the day, each other one a series. */
  table: Table<K>;
  draw: 'stacked' | 'beside' | 'lines';
  columnName: (key: NoInfer<K>) => string;
}

/** Draws only: the figures come ready. Where reading goes from right to left, so does time. */
export function DayChart<K extends string>({ table, draw, columnName }: DayChartProps<K>) {
  const { dir } = useDirection();
  const [day, ...series] = table.columns;
  const kind = series[0]?.kind ?? 'count';
  const dayKey: string = day?.key ?? '';
  const data: Record<string, Value>[] = table.rows.map((row) => ({ ...row }));
  return (
    <>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <ComposedChart
          data={data}
          margin={{ top: 4, right: 4, bottom: 0, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--tollgate-line)" />
          <XAxis
            dataKey={dayKey}
            reversed={dir === 'rtl'}
            tickFormatter={dayName}
            minTickGap={28}
            tickLine={false}
            axisLine={{ stroke: 'var(--tollgate-line)' }}
            tick={tick}
          />
          <YAxis
            orientation={dir === 'rtl' ? 'right' : 'left'}
            width={48}
            tickFormatter={(value) => axis(Number(value), kind)}
            tickCount={4}
            allowDecimals={kind !== 'count'}
            tickLine={false}
            axisLine={false}
            tick={tick}
          />
          <Tooltip
            cursor={{ fill: 'var(--tollgate-quiet)', stroke: 'var(--tollgate-line)' }}
            labelFormatter={(name) => dayName(String(name))}
            formatter={(value, name) => [
              written(value === undefined ? null : Number(value), kind),
              String(name),
            ]}
            isAnimationActive={false}
            wrapperStyle={{ zIndex: 1, direction: dir }}
            contentStyle={{
              background: 'var(--tollgate-surface)',
              border: '1px solid var(--tollgate-line)',
              borderRadius: 8,
              fontSize: 12,
            }}
          />
          {series.map(({ key }, index) =>
            draw === 'lines' ? (
              <Line
                key={key}
                dataKey={key}
                name={columnName(key)}
                stroke={colourOf(key, index)}
                strokeWidth={2}
                dot={table.rows.length <= 7 ? { r: 2.5, fill: colourOf(key, index) } : false}
                isAnimationActive={false}
                connectNulls
              />
            ) : (
              <Bar
                key={key}
                dataKey={key}
                name={columnName(key)}
                {...(draw === 'stacked' ? { stackId: 'all' } : {})}
                fill={colourOf(key, index)}
                maxBarSize={36}
                isAnimationActive={false}
              />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
      {series.length > 1 && (
        <ul className={classes.legend}>
          {series.map(({ key }, index) => (
            <li key={key}>
              <i style={{ background: colourOf(key, index) }} />
              {columnName(key)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
