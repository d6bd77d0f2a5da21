import { MAX_USAGE_DAYS } from '@tollgate/contract/account/usage';
import { DAY_MS } from '@tollgate/contract/common/calendar';
import { MICRO_PER_CREDIT } from '@tollgate/contract/common/money';
import { serverNow } from '../clock.ts';
import { useSpeech } from './context.ts';
import { niceCeiling, type UsagePoint, usageByDay } from './usage-series.ts';
import { useUsage } from './use-usage.ts';

export interface UsageChartProps {
  /** How many UTC days, today included; more than 31 are not kept. */
  days?: number;
  /** Days of your own, the oldest first; what the signed-in user has used when left out. */
  points?: readonly UsagePoint[];
  /** When what `points` tell began to be counted: days before it don't lower the average. */
  since?: number;
}

/** Three digits are enough of an average. */
const roughly = (amountMicro: number): number => Math.round(Number(amountMicro.toPrecision(3)));

const STEP = 10;
const GAP = 2;
const HEIGHT = 100;

/** The credits used on each day, as bars, and as a table for who would rather read. */
export function UsageChart({ days = 30, points: given, since }: UsageChartProps) {
  const { words, lang, dir, credits, number } = useSpeech();
  const { usage, error, reload } = useUsage({ isWanted: !given });
  const points = given ?? (usage && usageByDay(usage.days, Math.min(days, MAX_USAGE_DAYS), serverNow()));
  const root = {
    lang,
    dir,
    className: 'tg tg-card tg-usage',
    role: 'group',
    'aria-label': words.usage.title,
  };
  if (!points) {
    return (
      <div {...root} data-state={error ? 'failed' : 'loading'}>
        {error ? (
          <>
            <p role="alert">{error.message}</p>
            <button type="button" className="tg-button" onClick={reload}>
              {words.balance.retry}
            </button>
          </>
        ) : (
          <Waiting text={words.usage.loading} />
        )}
      </div>
    );
  }
  const counted = daysSince(points, given ? since : usage?.since);
  const totalMicro = points.reduce((sum, { usedMicro }) => sum + usedMicro, 0);
  if (totalMicro === 0) {
    return (
      <div {...root} data-state="empty">
        <p className="tg-label">{words.usage.title}</p>
        <p className="tg-quiet">{words.usage.none}</p>
      </div>
    );
  }
  return (
    <div {...root} data-state="shown">
      <div className="tg-row">
        <p className="tg-label">{words.usage.title}</p>
        <dl className="tg-facts">
          <div>
            <dt>{words.usage.total}</dt>
            <dd>{credits(totalMicro)}</dd>
          </div>
          <div>
            <dt>{words.usage.average}</dt>
            <dd>{credits(roughly(totalMicro / counted))}</dd>
          </div>
        </dl>
      </div>
      <Bars
        points={points}
        summary={words.usage.summary(credits(totalMicro), points.length, number(points.length))}
      />
      <Table points={points} />
    </div>
  );
}

/** How many of the days an average is over: those that have been counted, and one at least. */
const daysSince = (points: readonly UsagePoint[], since = 0): number =>
  Math.max(1, points.filter(({ dayMs }) => dayMs + DAY_MS > since).length);

const Waiting = ({ text }: { text: string }) => (
  <div role="status">
    <span className="tg-hidden">{text}</span>
    <span className="tg-bone" data-tall />
  </div>
);

function Bars({ points, summary }: { points: readonly UsagePoint[]; summary: string }) {
  const { amount, credits, day } = useSpeech();
  const topMicro =
    niceCeiling(Math.max(...points.map(({ usedMicro }) => usedMicro)) / MICRO_PER_CREDIT) * MICRO_PER_CREDIT;
  const [first, last] = [points[0], points.at(-1)];
  return (
    <div className="tg-plot">
      <div className="tg-plot-scale" aria-hidden="true">
        <span>{amount(topMicro)}</span>
        <span>{amount(0)}</span>
      </div>
      {/* Stretched to the room there is: nothing in it but bars, which stretching does no harm. */}
      <svg
        viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={summary}
      >
        {points.map(({ dayMs, usedMicro }, index) => {
          const height = (HEIGHT * usedMicro) / topMicro;
          return (
            <g key={dayMs} className="tg-day">
              <title>{`${day(dayMs)}: ${credits(usedMicro)}`}</title>
              <rect className="tg-day-room" x={index * STEP} y={0} width={STEP} height={HEIGHT} />
              <rect
                className="tg-day-bar"
                x={index * STEP + GAP / 2}
                y={HEIGHT - height}
                width={STEP - GAP}
                height={height}
              />
            </g>
          );
        })}
      </svg>
      <div className="tg-plot-days" aria-hidden="true">
        <span>{first && day(first.dayMs)}</span>
        <span>{last && day(last.dayMs)}</span>
      </div>
    </div>
  );
}

function Table({ points }: { points: readonly UsagePoint[] }) {
  const { words, amount, day } = useSpeech();
  return (
    <details className="tg-details">
      <summary>{words.usage.asTable}</summary>
      <table className="tg-table">
        <thead>
          <tr>
            <th scope="col">{words.usage.day}</th>
            <th scope="col">{words.usage.used}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ dayMs, usedMicro }) => (
            <tr key={dayMs}>
              <th scope="row">{day(dayMs)}</th>
              <td>{amount(usedMicro)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
