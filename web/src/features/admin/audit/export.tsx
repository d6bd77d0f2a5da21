import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { Cursor } from '@tollgate/client/admin';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadCsv, toCsv } from '../../../shared/csv.ts';
import { Notice } from '../../../shared/notice.tsx';
import { useLabels } from '../shared/labels.ts';
import classes from '../shared/lists.module.css';
import { csvRows, type Entry, readEntries } from './entries.ts';
import type { AuditSearch } from './search.ts';

/** A file has at most so many entries: each is a read. */
const MAX_IN_FILE = 2_000;

export function Export({ search }: { search: AuditSearch }) {
  const { t } = useTranslation('admin-audit');
  const word = useLabels();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState<{ tone: 'good' | 'danger' | 'warning'; text: string } | null>(null);
  const download = async () => {
    setBusy(true);
    setNote(null);
    const entries: Entry[] = [];
    let after: Cursor | null = null;
    do {
      const answer = await readEntries(search, { size: 200, after });
      if (!answer.success) {
        setBusy(false);
        return setNote({ tone: 'danger', text: answer.error });
      }
      entries.push(...answer.data.documents);
      after = answer.data.cursor;
    } while (after !== null && entries.length < MAX_IN_FILE);
    setBusy(false);
    downloadCsv('tollgate-audit.csv', toCsv(csvRows(entries, word)));
    setNote(
      after === null
        ? { tone: 'good', text: t('exported', { count: entries.length }) }
        : { tone: 'warning', text: t('exportedPart', { count: entries.length }) },
    );
  };
  return (
    <div className={classes.head}>
      <div role="status">{note && <Notice tone={note.tone}>{note.text}</Notice>}</div>
      <Button
        variant="default"
        size="xs"
        loading={busy}
        leftSection={<IconDownload size={15} aria-hidden="true" />}
        onClick={() => void download()}
      >
        {t('csv')}
      </Button>
    </div>
  );
}
