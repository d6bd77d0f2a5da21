import type { LiveActivity } from '@tollgate/client';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivityRow } from './activity-row.tsx';
import classes from './activity-table.module.css';
import { isRow, type Move, moveFocus } from './rows.ts';

interface Props {
  label: string;
  activities: readonly LiveActivity[];
  fresh?: ReadonlyMap<string, number>;
  onOpen(activityId: string): void;
  /** Asked for more above the first row. */
  onTop?(): void;
}

const MOVES: Record<string, Move> = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' };
const NONE: ReadonlyMap<string, number> = new Map();

/** One stop for the Tab key; the arrows go from row to row. */
export function ActivityTable({ label, activities, fresh = NONE, onOpen, onTop }: Props) {
  const { t } = useTranslation('admin-live');
  const [visited, setVisited] = useState<string | null>(null);
  const isThere = activities.some(({ activityId }) => activityId === visited);
  const current = isThere ? visited : activities[0]?.activityId;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (!move || !isRow(event.target)) return;
    event.preventDefault();
    if (!moveFocus(event.target, move) && move === 'previous') onTop?.();
  };
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('columns.who')}</th>
          <th scope="col">{t('columns.what')}</th>
          <th scope="col">{t('columns.status')}</th>
          <th scope="col" className={classes.end}>
            {t('columns.credits')}
          </th>
          <th scope="col" className={classes.end}>
            {t('columns.created')}
          </th>
          <th scope="col" className={classes.end}>
            {t('columns.took')}
          </th>
        </tr>
      </thead>
      <tbody
        onKeyDown={onKeyDown}
        onFocus={({ target }) => isRow(target) && setVisited(target.dataset.row ?? null)}
      >
        {activities.map((activity) => (
          <ActivityRow
            key={activity.activityId}
            activity={activity}
            isCurrent={activity.activityId === current}
            freshSinceMs={fresh.get(activity.activityId) ?? null}
            onOpen={onOpen}
            t={t}
          />
        ))}
      </tbody>
    </table>
  );
}
