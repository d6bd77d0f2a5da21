import { useTranslation } from 'react-i18next';
import type { Change } from './act-draft.ts';
import classes from './changes.module.css';
import { useWords, type Word } from './use-words.ts';

/** What an act will change, or changed: each thing as it was and as it is then. */
export function Changes({ words }: { words: Word[] }) {
  const { t } = useTranslation('admin-users');
  return (
    <dl className={`${classes.changes} num`} data-testid="changes">
      {words.map(({ label, before, after }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span className="visually-hidden">{t('dialog.before')}: </span>
            <span className={classes.before}>{before}</span>
            <span className={classes.arrow} aria-hidden="true" />
            <span className="visually-hidden">, {t('dialog.after')}: </span>
            <strong>{after}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function useChangeWords() {
  const { labelOf, shownAs } = useWords();
  return (changes: Change[]): Word[] =>
    changes.map(({ what, before, after }) => {
      const field = what === 'credits' ? 'creditsMicro' : what;
      const shown = what === 'refunded' ? 'refundedMicro' : field;
      return { label: labelOf(field), before: shownAs(shown, before), after: shownAs(shown, after) };
    });
}
