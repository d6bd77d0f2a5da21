import type { AuditEntry } from '@tollgate/contract/staff/audit';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../../shared/format.ts';
import classes from './audit-item.module.css';
import { Changes } from './changes.tsx';
import { useWords } from './use-words.ts';

/** An entry of the audit log: what was done, by whom, why, and what it changed. */
export function AuditItem({ entry, auditId }: { entry: AuditEntry; auditId: string }) {
  const { t } = useTranslation('admin-users');
  const { changesOfAudit } = useWords();
  const { action, actorEmail, actorId, reason, createdAt } = entry;
  const who = actorEmail ?? (actorId === 'system' ? t('log.system') : actorId);
  const words = changesOfAudit(entry);
  return (
    <article className={classes.entry} data-testid="audit-entry" data-action={action}>
      <header className={classes.head}>
        <h2>{t(`log.action.${action}`)}</h2>
        <span className={`${classes.quiet} break num`}>
          {t('log.by', { who, time: dateTime(createdAt) })}
        </span>
      </header>
      <p className="break">{reason}</p>
      {words.length > 0 && <Changes words={words} />}
      <code className={`${classes.id} break`} dir="ltr">
        {auditId}
      </code>
    </article>
  );
}
