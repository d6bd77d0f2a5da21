import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { credits } from '../../../shared/format.ts';
import type { MinutePoint } from './series.ts';

const time = (atMs: number) =>
  new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false }).format(atMs);

/** Draws only; the arithmetic is in `series.ts`. */
export function RateChart({ points }: { points: MinutePoint[] }) {
  return (
    <ResponsiveContainer width="100%" height={120}>
      <BarChart data={points} margin={{ top: 4, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <XAxis
          dataKey="atMs"
          tickFormatter={time}
          interval={9}
          tickLine={false}
          axisLine={{ stroke: 'var(--tollgate-line)' }}
          tick={{ fill: 'var(--mantine-color-dimmed)', fontSize: 11 }}
        />
        <YAxis
          width={40}
          tickFormatter={credits}
          tickCount={3}
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--mantine-color-dimmed)', fontSize: 11 }}
        />
        <Tooltip
          cursor={{ fill: 'var(--tollgate-quiet)' }}
          labelFormatter={(atMs) => time(Number(atMs))}
          formatter={(amountMicro) => [`${credits(Number(amountMicro))} credits`, 'Charged']}
          contentStyle={{
            background: 'var(--tollgate-surface)',
            border: '1px solid var(--tollgate-line)',
            borderRadius: 8,
            fontSize: 12,
          }}
        />
        <Bar
          dataKey="chargedMicro"
          fill="var(--tollgate-accent-text)"
          radius={[3, 3, 0, 0]}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}
