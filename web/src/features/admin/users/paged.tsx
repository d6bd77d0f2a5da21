import { Button, Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../shared/notice.tsx';
import { ErrorState } from '../../../shared/states.tsx';
import classes from './lists.module.css';
import type { Pages } from './use-pages.ts';

interface Props<T> {
  pages: Pages<T>;
  empty: ReactNode;
  children(documents: T[]): ReactNode;
}

/**
 * What every list by pages says: that it is coming, failed, is empty, has more, or is older than what there
 * is.
 */
export function Paged<T>({ pages, empty, children }: Props<T>) {
  const { t } = useTranslation('admin-users');
  const { documents, error, busy, hasMore, isStale, more, reload } = pages;
  if (!documents) {
    if (error) return <ErrorState title={t('lists.failed')} why={error} onRetry={reload} />;
    return (
      <Stack gap="xs" aria-busy="true" role="status" aria-label={t('lists.loading')}>
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} h={44} radius="md" />
        ))}
      </Stack>
    );
  }
  if (documents.length === 0) return empty;
  return (
    <>
      <div role="status">
        {isStale && (
          <Notice tone="good">
            <div className={classes.stale}>
              {t('lists.newer')}
              <Button size="compact-sm" variant="default" onClick={reload} loading={busy}>
                {t('lists.show')}
              </Button>
            </div>
          </Notice>
        )}
      </div>
      {children(documents)}
      {error && <ErrorState title={t('lists.failedMore')} why={error} onRetry={more} />}
      {hasMore && !error && (
        <Stack align="center" mt="md">
          <Button variant="default" onClick={more} loading={busy}>
            {t('lists.older')}
          </Button>
        </Stack>
      )}
    </>
  );
}
