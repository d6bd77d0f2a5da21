import { useTranslation } from 'react-i18next';
import classes from './figures.module.css';
import { share, written } from './numbers.ts';
import type { Value, ValueKind } from './table.ts';

export interface Tile {
  id: string;
  label: string;
  value: Value;
  kind: ValueKind;
  /** The same of the period before; absent where there is no such thing. */
  before?: Value;
  /** A word more, in place of the comparison. */
  note?: string;
}

/** The figures that one looks at first, each beside what it was in the period before. */
export const Tiles = ({ tiles, label }: { tiles: readonly Tile[]; label: string }) => (
  <dl className={`surface ${classes.tiles}`} aria-label={label}>
    {tiles.map((tile) => (
      <div key={tile.id} className={classes.tile} data-testid={`tile-${tile.id}`} data-value={tile.value}>
        <dt>{tile.label}</dt>
        <dd className={`${classes.value} num`}>
          <bdi>{written(tile.value, tile.kind)}</bdi>
        </dd>
        <dd className={`${classes.sub} num`}>{tile.note ?? <Compared {...tile} />}</dd>
      </div>
    ))}
  </dl>
);

function Compared({ value, before, kind }: Tile) {
  const { t } = useTranslation('admin-figures');
  if (typeof value !== 'number' || before === undefined) return null;
  if (typeof before !== 'number' || before === 0) return <>{t('noneBefore')}</>;
  const change = (value - before) / before;
  const was = t('was', { value: written(before, kind) });
  if (Math.abs(change) < 0.0005) return <span title={was}>{t('same')}</span>;
  const amount = share(Math.abs(change));
  return (
    <span title={was}>
      <span aria-hidden="true">{change > 0 ? '▲' : '▼'} </span>
      {change > 0 ? t('more', { amount }) : t('less', { amount })}
    </span>
  );
}
