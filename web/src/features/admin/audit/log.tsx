import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import { auditChanges } from '../shared/diff.ts';
import { DiffList } from '../shared/diff-list.tsx';
import classes from '../shared/lists.module.css';
import { UserLink } from '../shared/user-link.tsx';
import type { Entry } from './entries.ts';

interface LogProps {
  entries: Entry[];
  opened: string | undefined;
  onOpen(entryId: string | undefined): void;
}

export function Log({ entries, opened, onOpen }: LogProps) {
  const { t } = useTranslation('admin-audit');
  return (
    <div className="surface">
      <table className={classes.table} aria-label={t('title')}>
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('actor')}</th>
            <th scope="col">{t('target')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const isOpen = entry.id === opened;
            const changes = isOpen ? auditChanges(entry.before, entry.after) : [];
            return (
              <Fragment key={entry.id}>
                <tr data-testid="audit-entry" data-action={entry.action} data-opened={isOpen || undefined}>
                  <td className={`${classes.small} num`}>{dateTime(entry.createdAt)}</td>
                  <td className="break">
                    <button
                      type="button"
                      className={classes.open}
                      aria-expanded={isOpen}
                      onClick={() => onOpen(isOpen ? undefined : entry.id)}
                    >
                      {t(`actions.${entry.action}`)}
                    </button>
                    <div className={classes.small}>{entry.reason}</div>
                  </td>
                  <td className="break">
                    <bdi>{entry.actorEmail ?? entry.actorId}</bdi>
                  </td>
                  <td className="break">
                    <span className={classes.small}>{t(`targets.${entry.targetType}`)} </span>
                    {entry.targetType === 'user' ? (
                      <UserLink userId={entry.targetId}>{entry.targetId}</UserLink>
                    ) : (
                      <bdi>{entry.targetId}</bdi>
                    )}
                  </td>
                </tr>
                {isOpen && (
                  <tr data-opened>
                    <td colSpan={4}>
                      {changes.length > 0 ? (
                        <DiffList changes={changes} label={t('changes')} />
                      ) : (
                        <p className={classes.quiet}>{t('noChanges')}</p>
                      )}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
