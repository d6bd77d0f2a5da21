import type { ActivityStatus, AiType, LiveActivity } from '@tollgate/client';
import { KIND_NAMES, KINDS } from '../../../shared/kinds.ts';
import { STATUSES } from '../../../shared/status-badge.tsx';
import classes from './live.module.css';

export interface Filter {
  status: ActivityStatus | 'all';
  kind: AiType | 'all';
}

const STATUS_NAMES: ActivityStatus[] = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'expired',
];

interface Props {
  activities: LiveActivity[];
  filter: Filter;
  onChange(filter: Filter): void;
}

/** How many there are of each status, which is the filter too. */
export function Filters({ activities, filter, onChange }: Props) {
  const count = (status: ActivityStatus) =>
    activities.filter((activity) => activity.status === status).length;
  return (
    <div className={classes.filters}>
      <fieldset className={classes.chips} aria-label="Filter by status">
        <Chip
          label="All"
          count={activities.length}
          on={filter.status === 'all'}
          onClick={() => onChange({ ...filter, status: 'all' })}
        />
        {STATUS_NAMES.map((status) => (
          <Chip
            key={status}
            label={STATUSES[status].label}
            count={count(status)}
            on={filter.status === status}
            onClick={() => onChange({ ...filter, status: filter.status === status ? 'all' : status })}
          />
        ))}
      </fieldset>
      <fieldset className={classes.chips} aria-label="Filter by kind">
        {KIND_NAMES.map((kind) => (
          <Chip
            key={kind}
            label={KINDS[kind].label}
            on={filter.kind === kind}
            onClick={() => onChange({ ...filter, kind: filter.kind === kind ? 'all' : kind })}
          />
        ))}
      </fieldset>
    </div>
  );
}

function Chip({
  label,
  count,
  on,
  onClick,
}: {
  label: string;
  count?: number;
  on: boolean;
  onClick(): void;
}) {
  return (
    <button type="button" className={classes.chip} aria-pressed={on} onClick={onClick}>
      {label}
      {count !== undefined && <span className="num">{count}</span>}
    </button>
  );
}
