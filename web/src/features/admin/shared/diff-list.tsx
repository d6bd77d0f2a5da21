import type { Change } from './diff.ts';
import classes from './diff-list.module.css';
import { pathLabel, useLabels, valueLabel } from './labels.ts';

/** What was and what is, a line for each field. Of lists of words, only those that came and went. */
export function DiffList({ changes, label }: { changes: readonly Change[]; label: string }) {
  const t = useLabels();
  if (changes.length === 0) return <p>{t('nothing')}</p>;
  return (
    <ul className={classes.list} aria-label={label} data-testid="changes">
      {changes.map((change) => (
        <li key={change.path.join('/')}>
          <span className={`${classes.where} break`}>{pathLabel(t, change.path)}</span>
          <BeforeAfter change={change} />
        </li>
      ))}
    </ul>
  );
}

function BeforeAfter({ change: { path, before, after } }: { change: Change }) {
  const t = useLabels();
  if (Array.isArray(before) && Array.isArray(after)) {
    const gone = before.filter((one) => !after.includes(one));
    const come = after.filter((one) => !before.includes(one));
    return (
      <span className={`${classes.change} break`}>
        {gone.map((one) => (
          <Was key={String(one)} text={String(one)} />
        ))}
        {come.map((one) => (
          <Is key={String(one)} text={String(one)} />
        ))}
        {gone.length + come.length === 0 && t('reordered')}
      </span>
    );
  }
  return (
    <span className={`${classes.change} num break`}>
      {before !== undefined && <Was text={valueLabel(t, path, before)} />}
      {before !== undefined && after !== undefined && (
        <span className={classes.arrow} aria-hidden="true">
          →
        </span>
      )}
      {after !== undefined && <Is text={valueLabel(t, path, after)} />}
      {after === undefined && before !== undefined && <span className={classes.arrow}>{t('removed')}</span>}
    </span>
  );
}

function Was({ text }: { text: string }) {
  const t = useLabels();
  return (
    <del>
      <span className="visually-hidden">{t('before')}: </span>
      <bdi>{text}</bdi>
    </del>
  );
}

function Is({ text }: { text: string }) {
  const t = useLabels();
  return (
    <ins>
      <span className="visually-hidden">{t('after')}: </span>
      <bdi>{text}</bdi>
    </ins>
  );
}
