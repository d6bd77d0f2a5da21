import { Button } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import type { Cursor } from '@tollgate/client/admin';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../shared/states.tsx';
import { admin } from '../shared/admin.ts';
import { AuditItem } from './audit-item.tsx';
import classes from './lists.module.css';
import { Paged } from './paged.tsx';
import { usePages } from './use-pages.ts';

interface Props {
  userId: string;
  version: string;
  onNote(): void;
}

const PAGE = 25;

/** What staff wrote and did about a user. */
export function LogTab({ userId, version, onNote }: Props) {
  const { t } = useTranslation('admin-users');
  const pages = usePages(userId, version, (after: Cursor | null) =>
    admin().page('auditOfTarget', { targetId: userId }, { size: PAGE, after }),
  );
  return (
    <>
      <div className={classes.tools}>
        <Button variant="default" onClick={onNote}>
          {t('log.addNote')}
        </Button>
      </div>
      <Paged
        pages={pages}
        empty={
          <EmptyState icon={<IconNotes size={24} stroke={1.5} />} title={t('log.empty')}>
            {t('log.emptyHow')}
          </EmptyState>
        }
      >
        {(entries) => (
          <ol className={classes.entries} aria-label={t('log.list')}>
            {entries.map((entry) => (
              <li key={entry.id}>
                <AuditItem entry={entry} auditId={entry.id} />
              </li>
            ))}
          </ol>
        )}
      </Paged>
    </>
  );
}
