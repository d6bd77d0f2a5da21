import { Button } from '@mantine/core';
import { IconArrowBackUp, IconRefresh } from '@tabler/icons-react';
import { type RefObject, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, number } from '../../../shared/format.ts';
import { ErrorState } from '../../../shared/states.tsx';
import { ActivityTable } from './activity-table.tsx';
import { filtered } from './filtering.ts';
import { Filters } from './filters.tsx';
import classes from './live.module.css';
import { Loading, Nothing } from './live-list.tsx';
import { askedText } from './offer-stored.tsx';
import { leftOver } from './stored.ts';
import { useLiveSearch } from './use-live-search.ts';
import { useStored } from './use-stored.ts';

/** All that is stored, by pages: what the live rows are too few for. */
export function StoredList({ searchRef }: { searchRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation('admin-live');
  const { filters, change, open } = useLiveSearch();
  const { phase, activities, failure, askedAtMs, load } = useStored(filters);
  const shown = useMemo(() => filtered(activities, filters), [activities, filters]);
  const left = leftOver(filters);
  const what = askedText(t, filters);
  return (
    <>
      <div className={classes.offer} role="note">
        <p>
          {what === null ? t('stored.all') : t('stored.of', { what })}{' '}
          {t('stored.asOf', { time: clockTime(askedAtMs) })}
          {left.length > 0 && (
            <>
              {' '}
              {t('stored.leftOver', {
                filters: left.map((name) => t(`filters.names.${name}`)).join(t('list')),
              })}
            </>
          )}
        </p>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={15} aria-hidden="true" />}
          onClick={() => change({ list: undefined })}
        >
          {t('stored.back')}
        </Button>
      </div>
      <Filters activities={activities} searchRef={searchRef} />
      {shown.length > 0 && (
        <div className="surface" data-testid="stored-list">
          <ActivityTable label={t('storedNewestFirst')} activities={shown} onOpen={open} />
        </div>
      )}
      {shown.length === 0 && phase === 'loading' && <Loading />}
      {shown.length === 0 && phase !== 'loading' && phase !== 'failed' && (
        <Nothing isEmpty={activities.length === 0 && left.length === 0 && what === null} />
      )}
      {phase === 'failed' && (
        <ErrorState
          title={t('stored.failed')}
          why={failure ?? ''}
          onRetry={() => void load(activities.length === 0)}
        />
      )}
      {phase !== 'failed' && activities.length > 0 && (
        <div className={classes.more}>
          <p role="status">
            {t('stored.loaded', {
              count: activities.length,
              loaded: number(activities.length),
              shown: number(shown.length),
            })}
          </p>
          {phase === 'whole' ? (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconRefresh size={15} aria-hidden="true" />}
              onClick={() => void load(true)}
            >
              {t('stored.again')}
            </Button>
          ) : (
            <Button
              size="xs"
              variant="default"
              loading={phase === 'loading'}
              onClick={() => void load(false)}
            >
              {t('stored.more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
