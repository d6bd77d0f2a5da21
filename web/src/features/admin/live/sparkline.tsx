import type { MinutePoint } from './series.ts';
import classes from './strip.module.css';

const HEIGHT = 24;
const STEP = 4;

/** The shape of the last minutes; what it says in numbers stands beside it. */
export function Sparkline({ points }: { points: readonly MinutePoint[] }) {
  const most = Math.max(1, ...points.map(({ chargedMicro }) => chargedMicro));
  return (
    <svg
      className={classes.sparkline}
      viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {points.map(({ atMs, chargedMicro }, index) => {
        const height = chargedMicro === 0 ? 1 : Math.max(2, (chargedMicro / most) * HEIGHT);
        return (
          <rect
            key={atMs}
            x={index * STEP}
            y={HEIGHT - height}
            width={STEP - 1}
            height={height}
            data-empty={chargedMicro === 0 || undefined}
          />
        );
      })}
    </svg>
  );
}
